import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// `stats` while it runs: groups, and an accumulator for each measure.
///
/// It can take in the `fillnull` before it: whether a field is filled is only known when all rows
/// were seen, so what depends on that is kept apart until `finish`.
final class AggregationState {
  private let measures: [Measure]
  private(set) var groups: GroupTable
  let evaluator: ExpressionEvaluator
  /// By measure: one accumulator, or one for each field that its pattern matched so far.
  private var slots: [Slot]
  /// The `fillnull` before the aggregation.
  let filling: NullFilling?
  /// What it puts into fields without a value.
  private let fillText: Bytes
  /// By measure: what it gets from the rows whose field is filled.
  private var fills: [(any Accumulator)?] = []
  private let ownArena = Arena()
  private var hasRows = false
  /// Of the fields that decide what `fillnull` does.
  var presence: FieldPresence
  /// Rows that have no group yet.
  var pending = PendingRows()

  private enum Slot {
    case single(any Accumulator)
    case byField(OrderedDictionary<String, any Accumulator>)
  }

  init(_ aggregation: Aggregation, filling: NullFilling? = nil, evaluator: ExpressionEvaluator) {
    measures = aggregation.measures
    groups = GroupTable(
      fields: aggregation.groups, deduplicatesValues: aggregation.deduplicatesGroupValues,
      keepsNulls: filling != nil)
    self.evaluator = evaluator
    slots = measures.map { measure in
      switch measure.input {
      case .rows, .field, .expression: .single(measure.function.makeAccumulator())
      case .fields: .byField([:])
      }
    }
    self.filling = filling
    fillText = ownArena.store(filling?.value ?? "")
    fills = measures.map { measure in
      guard filling != nil, case .field = measure.input else { return nil }
      return measure.function.makeAccumulator()
    }
    presence = FieldPresence(
      filling.map { $0.decidingFields(aggregation) } ?? [])
  }

  /// Whether an aggregation can take in a `fillnull` before it.
  static func canFill(_ aggregation: Aggregation) -> Bool {
    aggregation.measures.allSatisfy { measure in
      switch measure.input {
      case .rows, .field: !measure.function.readsTime
      case .fields, .expression: false
      }
    }
  }

  /// Adds the rows of a batch.
  func update(_ batch: Batch) throws(Diagnostic) {
    if batch.rowCount > 0 { hasRows = true }
    guard let filling else {
      try add(batch)
      return
    }
    presence.note(batch)
    if let rows = try settled(batch, filling) { try add(rows) }
  }

  /// Adds the rows of a batch; gives the groups they went to.
  @discardableResult
  func add(_ batch: Batch) throws(Diagnostic) -> GroupTable.Assignment {
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
      case .field(let field):
        let values = batch[field]
        update(index, nil, input(values))
        if let fill = fills[index], let filled = filled(values) {
          fill.grow(to: groups.count)
          fill.update(input(filled))
        }
      case .expression(let expression):
        update(index, nil, input(try evaluator.evaluate(expression, batch, in: arena)))
      case .fields(let pattern):
        for field in batch.fields
        where !Batch.isHidden(field) && !groups.fields.contains(field) && pattern.matches(field) {
          update(index, field, input(batch[field]))
        }
      }
    }
    return assignment
  }

  private func update(_ index: Int, _ field: String?, _ input: AggregateInput) {
    let accumulator = accumulator(index, field)
    accumulator.grow(to: groups.count)
    accumulator.update(input)
  }

  /// The text to fill with where the field has no value, and null elsewhere; nil when no row is
  /// to be filled.
  private func filled(_ values: Column) -> Column? {
    guard values.hasNulls else { return nil }
    let count = values.count
    switch values.storage {
    case .constant: return Column(constant: .text(fillText), count: count, arenas: [ownArena])
    case .cells(let cells):
      return Column(cells.map { $0.isNull ? .text(fillText) : .null }, arenas: [ownArena])
    case .coded(let cells, let codes):
      // Two codes: filled and not.
      let isNull = cells.map { $0.isNull }
      let marks = codes.map { isNull[Int($0)] ? UInt32(1) : 0 }
      return Column(coded: [.null, .text(fillText)], codes: marks, arenas: [ownArena])
    }
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
    hasRows = hasRows || other.hasRows
    let numbers = groups.merge(other.groups)
    for (index, slot) in other.slots.enumerated() {
      switch slot {
      case .single(let accumulator): merge(accumulator, into: (index, nil), numbers)
      case .byField(let table):
        for (field, accumulator) in table { merge(accumulator, into: (index, field), numbers) }
      }
    }
    for (own, fill) in zip(fills, other.fills) {
      if let own, let fill { merge(fill, into: own, numbers) }
    }
    presence.merge(other.presence)
    pending.merge(other.pending)
  }

  /// Puts the value that fills into what was kept apart: all rows were seen.
  private func fill() {
    let identity = (0..<groups.count).map { Int32($0) }
    for (index, fill) in fills.enumerated() {
      guard let fill, case .field(let field) = measures[index].input, presence.has(field) else {
        continue
      }
      merge(fill, into: (index, nil), identity)
    }
    fills = []
    let isFilled = groups.fields.map { presence.has($0) }
    guard let numbers = groups.fillNulls(with: fillText, isFilled) else { return }
    slots = zip(measures, slots).map { measure, slot in
      guard case .single(let accumulator) = slot else { return slot }
      let merged = measure.function.makeAccumulator()
      if groups.count > 0 { merge(accumulator, into: merged, numbers) }
      return .single(merged)
    }
  }

  private func merge(
    _ accumulator: any Accumulator, into place: (index: Int, field: String?), _ numbers: [Int32]
  ) {
    merge(accumulator, into: self.accumulator(place.index, place.field), numbers)
  }

  private func merge(
    _ accumulator: any Accumulator, into own: any Accumulator, _ numbers: [Int32]
  ) {
    own.grow(to: groups.count)
    accumulator.grow(to: numbers.count)
    own.merge(accumulator, into: numbers)
  }

  /// Units: bytes, roughly.
  var footprint: Int {
    let filled = fills.reduce(pending.footprint) { $0 + ($1?.footprint ?? 0) }
    return slots.reduce(groups.footprint + filled) { total, slot in
      switch slot {
      case .single(let accumulator): total + accumulator.footprint
      case .byField(let table): table.values.reduce(total) { $0 + $1.footprint }
      }
    }
  }

  /// The results of each measure by group, in order of first sight: name and column.
  func finishedColumns(in arena: Arena) -> [(field: String, column: Column)] {
    finishedColumns(of: (0..<groups.count).map { Int32($0) }, in: arena)
  }

  /// The results of each measure for the given groups, measures in order.
  private func finishedColumns(
    of numbers: [Int32], in arena: Arena
  ) -> [(field: String, column: Column)] {
    var result: [(String, Column)] = []
    for (measure, slot) in zip(measures, slots) {
      switch slot {
      case .single(let accumulator):
        result.append((measure.output, column(accumulator, numbers, arena)))
      case .byField(let table):
        // Threads see fields in an order of their own.
        for (field, accumulator) in table.sorted(by: { $0.key < $1.key }) {
          result.append((measure.output(for: field), column(accumulator, numbers, arena)))
        }
      }
    }
    return result
  }

  private func column(
    _ accumulator: any Accumulator, _ numbers: [Int32], _ arena: Arena
  ) -> Column {
    accumulator.grow(to: groups.count)
    let cells = numbers.map { accumulator.finish(group: Int($0), in: arena) }
    return Column(cells, arenas: [arena])
  }

  /// One row a group, sorted by the group fields.
  ///
  /// Ordering: numbers before other texts, numerically, then byte by byte.
  func finish() throws(Diagnostic) -> Batch {
    tellMissingFields()
    if let filling {
      try settlePending(filling)
      fill()
    }
    let order = groups.sortedGroups()
    var batch = Batch(rowCount: order.count)
    for (field, column) in zip(groups.fields, groups.columns(of: order)) {
      batch.set(field, column)
    }
    for (field, column) in finishedColumns(of: order, in: Arena()) { batch.set(field, column) }
    return batch
  }
}

extension AggregationState {
  /// The by-fields that no row has.
  var fieldsWithoutValue: [String] {
    filling == nil
      ? groups.fieldsWithoutValue : groups.fields.filter { !presence.has($0) }
  }

  /// A field that no row has leaves no group, which a slip in its name does as well.
  private func tellMissingFields() {
    guard hasRows else { return }
    for field in fieldsWithoutValue where !Batch.isHidden(field) {
      evaluator.environment.notices.add(
        Diagnostic(
          .missingField, "no row has the by-field `\(field)`, so there is no group", at: nil,
          help: "check its name, or give it a value first: `fillnull value=unknown \(field)`",
          severity: .warning))
    }
  }
}
