import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// `stats` while it runs: groups, and an accumulator for each measure.
final class AggregationState {
  private let measures: [Measure]
  private(set) var groups: GroupTable
  private let evaluator: ExpressionEvaluator
  /// By measure: one accumulator, or one for each field that its pattern matched so far.
  private var slots: [Slot]

  private enum Slot {
    case single(any Accumulator)
    case byField(OrderedDictionary<String, any Accumulator>)
  }

  init(
    measures: [Measure], groups: [String], deduplicatesGroupValues: Bool,
    evaluator: ExpressionEvaluator
  ) {
    self.measures = measures
    self.groups = GroupTable(fields: groups, deduplicatesValues: deduplicatesGroupValues)
    self.evaluator = evaluator
    slots = measures.map { measure in
      switch measure.input {
      case .rows, .field, .expression: .single(measure.function.makeAccumulator())
      case .fields: .byField([:])
      }
    }
  }

  /// Adds the rows of a batch; gives the groups they went to.
  @discardableResult
  func update(_ batch: Batch) throws(Diagnostic) -> GroupTable.Assignment {
    let assignment = groups.assign(batch)
    let arena = Arena()
    for (index, measure) in measures.enumerated() {
      let times = measure.function.readsTime ? batch["_time"] : nil
      let input = { (values: Column?) in
        AggregateInput(
          values: values, rows: assignment.rows, groups: assignment.groups, times: times,
          ordinal: batch.ordinal)
      }
      switch measure.input {
      case .rows: update(index, nil, input(nil))
      case .field(let field): update(index, nil, input(batch[field]))
      case .expression(let expression):
        update(index, nil, input(try values(expression, batch, arena)))
      case .fields(let pattern):
        for field in batch.fields
        where !Batch.isHidden(field) && !groups.fields.contains(field) && pattern.matches(field) {
          update(index, field, input(batch[field]))
        }
      }
    }
    return assignment
  }

  /// `count(eval(x>1))` counts what is true; any other value counts as itself.
  private func values(
    _ expression: Expression, _ batch: Batch, _ arena: Arena
  ) throws(Diagnostic) -> Column {
    let column = try evaluator.evaluate(expression, batch, in: arena)
    guard expression.kind == .truth else { return column }
    let one = Cell.text(Bytes("1"))
    return Column(
      (0..<batch.rowCount).map { Truth(column[$0]) == .isTrue ? one : .null }, arenas: [])
  }

  private func update(_ index: Int, _ field: String?, _ input: AggregateInput) {
    let accumulator = accumulator(index, field)
    accumulator.grow(to: groups.count)
    accumulator.update(input)
  }

  private func accumulator(_ index: Int, _ field: String?) -> any Accumulator {
    switch slots[index] {
    case .single(let accumulator): return accumulator
    case .byField(var table):
      let name = field ?? ""
      if let known = table[name] { return known }
      let new = measures[index].function.makeAccumulator()
      table[name] = new
      slots[index] = .byField(table)
      return new
    }
  }

  /// Takes in the state of another worker.
  func merge(_ other: AggregationState) {
    let numbers = groups.merge(other.groups)
    for (index, slot) in other.slots.enumerated() {
      switch slot {
      case .single(let accumulator): merge(accumulator, into: (index, nil), numbers)
      case .byField(let table):
        for (field, accumulator) in table { merge(accumulator, into: (index, field), numbers) }
      }
    }
  }

  private func merge(
    _ accumulator: any Accumulator, into place: (index: Int, field: String?), _ numbers: [Int32]
  ) {
    let own = self.accumulator(place.index, place.field)
    own.grow(to: groups.count)
    accumulator.grow(to: numbers.count)
    own.merge(accumulator, into: numbers)
  }

  /// Units: bytes, roughly.
  var footprint: Int {
    slots.reduce(groups.table.footprint) { total, slot in
      switch slot {
      case .single(let accumulator): total + accumulator.footprint
      case .byField(let table): table.values.reduce(total) { $0 + $1.footprint }
      }
    }
  }

  /// The result of each measure for each group: name and column, measures in order.
  func finishedColumns(in arena: Arena) -> [(field: String, column: Column)] {
    var result: [(String, Column)] = []
    for (measure, slot) in zip(measures, slots) {
      switch slot {
      case .single(let accumulator):
        result.append((measure.output, column(accumulator, arena)))
      case .byField(let table):
        for (field, accumulator) in table {
          result.append((measure.output(for: field), column(accumulator, arena)))
        }
      }
    }
    return result
  }

  private func column(_ accumulator: any Accumulator, _ arena: Arena) -> Column {
    accumulator.grow(to: groups.count)
    let cells = (0..<groups.count).map { accumulator.finish(group: $0, in: arena) }
    return Column(cells, arenas: [arena])
  }

  /// One row a group, sorted by the group fields.
  ///
  /// Ordering: numbers before other texts, numerically, then byte by byte.
  func finish() -> Batch {
    let arena = Arena()
    var batch = Batch(rowCount: groups.count)
    let keys = (0..<groups.count).map { groups.values(of: $0) }
    for (index, field) in groups.fields.enumerated() {
      batch.set(field, Column(keys.map { .text(arena.store($0[index])) }, arenas: [arena]))
    }
    for (field, column) in finishedColumns(in: arena) { batch.set(field, column) }
    guard !groups.fields.isEmpty else { return batch }
    let sortKeys = groups.fields.map { SortOrder.Key(field: $0, isDescending: false) }
    return batch.gathered(SortKernel.order(batch, by: sortKeys))
  }
}
