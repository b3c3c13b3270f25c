import EventModel
import QueryPlan

/// The rows that lie in the window of each group.
struct StreamWindows {
  /// The rows of a group since the last reset, and which of them are in the window.
  struct Window {
    var list: [Int32] = []
    var start = 0
    /// Counts resets, so that whoever keeps places in the list sees that they are void.
    var generation = 0
  }

  private let stream: StreamAggregation
  private let times: Column
  private(set) var windows: [Window]
  private var used: Set<Int32> = []

  init(_ stream: StreamAggregation, times: Column, groupCount: Int) {
    self.stream = stream
    self.times = times
    windows = [Window](repeating: Window(), count: groupCount)
  }

  mutating func reset() {
    for group in used {
      windows[Int(group)] = Window(generation: windows[Int(group)].generation + 1)
    }
    used.removeAll(keepingCapacity: true)
  }

  mutating func add(_ row: Int, to group: Int32) {
    used.insert(group)
    windows[Int(group)].list.append(Int32(row))
  }

  /// Lets the rows go that are no longer in the window when a row is looked at.
  mutating func advance(_ group: Int32, to row: Int) {
    let list = windows[Int(group)].list.count
    var head = windows[Int(group)].start
    if stream.window > 0 {
      if stream.isGlobal || stream.groups.isEmpty {
        // Without the current row, the window is the rows before it.
        let first = row - stream.window + (stream.includesCurrent ? 1 : 0)
        while head < list, windows[Int(group)].list[head] < first { head += 1 }
      } else {
        head = max(head, list - stream.window)
      }
    }
    if let seconds = stream.seconds, let time = times[row].number {
      while head < list, let other = times[Int(windows[Int(group)].list[head])].number,
        abs(time - other) >= seconds
      { head += 1 }
    }
    windows[Int(group)].start = head
  }
}

/// One aggregate of `streamstats` while it runs.
final class RunningMeasure {
  let name: String
  let values: Column?
  let times: Column?
  /// All rows so far, a group for each place.
  let running: any Accumulator
  private let function: any AggregateFunction
  private let sums: WindowSums?

  init(name: String, function: any AggregateFunction, values: Column?, times: Column?) {
    self.name = name
    self.function = function
    self.values = values
    self.times = times
    running = function.makeAccumulator()
    sums = WindowSums(function, values)
  }

  /// The aggregate over the rows of a window.
  func finish(_ window: StreamWindows.Window, group: Int32, in arena: Arena) -> Cell {
    if let cell = sums?.finish(window, group: group) { return cell }
    let members = Array(window.list[window.start...])
    let accumulator = function.makeAccumulator()
    accumulator.grow(to: 1)
    accumulator.update(
      AggregateInput(
        values: values, rows: members, groups: [Int32](repeating: 0, count: members.count),
        times: times, ordinal: 0))
    return accumulator.finish(group: 0, in: arena)
  }
}

/// Counts, sums and averages of a window that moves, from what enters and leaves it.
///
/// Only whole numbers below 2^53 are added and taken away again, because that is exact; a window
/// with any other value is worked out anew.
private final class WindowSums {
  private enum Result {
    case count, sum, average
  }

  private struct State {
    /// The places in the group's list that are added up.
    var start = 0
    var end = 0
    var generation = 0
    var count = 0
    var sum = 0.0
    var inexact = 0
  }

  private let result: Result
  private let values: Column?
  private var states: [Int32: State] = [:]

  init?(_ function: any AggregateFunction, _ values: Column?) {
    switch function {
    case is CountAggregate where values == nil: result = .count
    case is SumAggregate: result = .sum
    case is AvgAggregate: result = .average
    default: return nil
    }
    self.values = values
  }

  /// Nil when the window must be worked out anew.
  func finish(_ window: StreamWindows.Window, group: Int32) -> Cell? {
    guard let values else { return .number(Double(window.list.count - window.start)) }
    var state = states[group] ?? State()
    if state.generation != window.generation { state = State(generation: window.generation) }
    while state.end < window.list.count {
      add(values[Int(window.list[state.end])], 1, &state)
      state.end += 1
    }
    while state.start < window.start {
      add(values[Int(window.list[state.start])], -1, &state)
      state.start += 1
    }
    states[group] = state
    guard state.inexact == 0 else { return nil }
    guard state.count > 0 else { return .null }
    return .number(result == .average ? state.sum / Double(state.count) : state.sum)
  }

  private func add(_ cell: Cell, _ sign: Int, _ state: inout State) {
    guard !cell.isNull else { return }
    if case .multivalue = cell {
      state.inexact += sign
      return
    }
    guard let number = cell.number else { return }
    guard number == number.rounded(.towardZero), abs(number) < 1e12 else {
      state.inexact += sign
      return
    }
    state.count += sign
    state.sum += Double(sign) * number
  }
}
