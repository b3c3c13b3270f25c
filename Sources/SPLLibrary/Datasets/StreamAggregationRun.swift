import Diagnostics
import EventModel
import Execution
import OrderedCollections
import QueryPlan

/// One pass of `streamstats` over rows in order.
final class StreamAggregationRun {
  private let stream: StreamAggregation
  private let rows: Batch
  private let environment: SearchEnvironment
  private let groups: RowGroups
  private let arena = Arena()
  private var measures: [RunningMeasure] = []
  private var outputs: [[Cell]]
  private var resetsBefore: [Bool]?
  private var resetsAfter: [Bool]?
  /// Whether the condition for a reset reads what is worked out here, so that it waits for it.
  private var resetReadsResults = false
  /// False for a row that belongs to no group.
  private(set) var hasResult: [Bool]

  init(
    _ stream: StreamAggregation, over rows: Batch, in environment: SearchEnvironment
  ) throws(Diagnostic) {
    self.stream = stream
    self.rows = rows
    self.environment = environment
    groups = RowGroups(rows, fields: stream.groups)
    hasResult = [Bool](repeating: false, count: rows.rowCount)
    outputs = []
    let evaluator = ExpressionEvaluator(environment: environment)
    let times = rows["_time"]
    for measure in stream.measures {
      let sources: [(name: String, values: Column?)]
      switch measure.input {
      case .rows: sources = [(measure.output, nil)]
      case .field(let field): sources = [(measure.output, rows[field])]
      case .expression(let expression):
        sources = [(measure.output, try evaluator.evaluate(expression, rows, in: arena))]
      case .fields(let pattern):
        sources = rows.fields
          .filter { pattern.coversField($0) && !stream.groups.contains($0) }
          .map { (measure.output(for: $0), rows[$0]) }
      }
      for (name, values) in sources {
        measures.append(
          RunningMeasure(
            name: name, function: measure.function, values: values,
            times: measure.function.readsTime ? times : nil))
      }
    }
    outputs = measures.map { _ in [] }
    for index in outputs.indices { outputs[index].reserveCapacity(rows.rowCount) }
    resetsBefore = try truths(stream.resetBefore)
    if let after = stream.resetAfter {
      resetReadsResults = measures.contains { after.needs.contains($0.name) }
      if !resetReadsResults { resetsAfter = try truths(after) }
    }
  }

  var results: [(field: String, column: Column)] {
    zip(measures, outputs).map { measure, cells in
      (measure.name, Column(cells, arenas: [arena] + (measure.values?.arenas ?? [])))
    }
  }

  private func truths(_ condition: Expression?) throws(Diagnostic) -> [Bool]? {
    guard let condition else { return nil }
    let all = (0..<rows.rowCount).map { Int32($0) }
    let holds = try ExpressionEvaluator(environment: environment)
      .select(condition, rows, rows: all, in: Arena())
    var result = [Bool](repeating: false, count: rows.rowCount)
    for row in holds { result[Int(row)] = true }
    return result
  }

  func run() throws(Diagnostic) {
    let isWindowed = stream.window > 0 || stream.seconds != nil
    var windows = StreamWindows(stream, times: rows["_time"], groupCount: groups.count)
    var slots = SlotTable(count: groups.count)
    var lastKey: Int32 = -1
    for row in 0..<rows.rowCount {
      if resetsBefore?[row] == true { reset(&windows, &slots) }
      let own = groups.groups(of: row)
      if stream.resetsOnChange, let key = own.first {
        if lastKey >= 0, key != lastKey { reset(&windows, &slots) }
        lastKey = key
      }
      if isWindowed {
        runWindowed(row, own, &windows)
      } else {
        runPlain(row, own, &slots)
      }
      if try resetsAfter(row) { reset(&windows, &slots) }
    }
  }

  private func reset(_ windows: inout StreamWindows, _ slots: inout SlotTable) {
    windows.reset()
    slots.reset()
  }

  private func runPlain(_ row: Int, _ own: ArraySlice<Int32>, _ slots: inout SlotTable) {
    guard let first = own.first else { return appendNulls() }
    hasResult[row] = true
    let firstSlot = slots.slot(of: first)
    if !stream.includesCurrent { finish(firstSlot, slots.count) }
    for group in own { update(row, slots.slot(of: group), slots.count) }
    if stream.includesCurrent { finish(firstSlot, slots.count) }
  }

  private func update(_ row: Int, _ slot: Int32, _ count: Int) {
    let rows = [Int32(row)]
    let groups = [slot]
    for measure in measures {
      measure.running.grow(to: count)
      measure.running.update(
        AggregateInput(
          values: measure.values, rows: rows, groups: groups, times: measure.times, ordinal: 0))
    }
  }

  private func finish(_ slot: Int32, _ count: Int) {
    for (index, measure) in measures.enumerated() {
      measure.running.grow(to: count)
      outputs[index].append(measure.running.finish(group: Int(slot), in: arena))
    }
  }

  private func appendNulls() {
    for index in outputs.indices { outputs[index].append(.null) }
  }

  private func runWindowed(
    _ row: Int, _ own: ArraySlice<Int32>, _ windows: inout StreamWindows
  ) {
    guard let first = own.first else { return appendNulls() }
    hasResult[row] = true
    if stream.includesCurrent { for group in own { windows.add(row, to: group) } }
    windows.advance(first, to: row)
    for (index, measure) in measures.enumerated() {
      outputs[index].append(
        measure.finish(windows.windows[Int(first)], group: first, in: arena))
    }
    if !stream.includesCurrent { for group in own { windows.add(row, to: group) } }
  }

  private func resetsAfter(_ row: Int) throws(Diagnostic) -> Bool {
    guard let condition = stream.resetAfter else { return false }
    guard resetReadsResults else { return resetsAfter?[row] == true }
    var one = rows.gathered([Int32(row)])
    for (index, measure) in measures.enumerated() {
      one.set(measure.name, Column([outputs[index][row]], arenas: [arena]))
    }
    return try !ExpressionEvaluator(environment: environment)
      .select(condition, one, rows: [0], in: Arena()).isEmpty
  }
}

/// A place for each group since the last reset: groups get new ones after it.
private struct SlotTable {
  private var slots: [Int32]
  private var used: [Int32] = []
  private(set) var count = 0

  init(count: Int) { slots = [Int32](repeating: -1, count: count) }

  mutating func slot(of group: Int32) -> Int32 {
    if slots[Int(group)] < 0 {
      slots[Int(group)] = Int32(count)
      used.append(group)
      count += 1
    }
    return slots[Int(group)]
  }

  mutating func reset() {
    for group in used { slots[Int(group)] = -1 }
    used.removeAll(keepingCapacity: true)
  }
}
