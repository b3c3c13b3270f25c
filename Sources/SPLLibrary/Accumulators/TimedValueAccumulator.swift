import EventModel
import QueryPlan

/// The oldest or the most recent value by `_time`, or its time.
///
/// Ordering: of values with the same time, the most recent is the one seen first in the stream
/// and the oldest the one seen last, because a search delivers the newest events first.
/// A row without a time takes no part.
final class TimedValueAccumulator: Accumulator {
  enum Direction: Sendable {
    case earliest
    case latest
  }

  enum Result: Sendable {
    case value
    case time
  }

  private struct Moment {
    var time = 0.0
    var place = 0
  }

  /// All that changes, in one value: its parts are then reached without a check at each access.
  private struct State {
    let direction: Direction
    let result: Result
    var moments: [Moment] = []
    var kept = KeptValues()

    mutating func update(_ input: AggregateInput, _ times: Column) {
      input.forEachValue { row, group, value in
        guard let time = times[row].number, !time.isNaN else { return }
        consider(value, Moment(time: time, place: input.ordinal + row), for: group)
      }
    }

    @inline(__always)
    mutating func consider(_ value: StatsValue, _ moment: Moment, for group: Int) {
      if !kept.isEmpty(group), !replaces(moments[group], moment) { return }
      moments[group] = moment
      switch result {
      case .value: kept.set(group, value)
      case .time: kept.set(group, .number(moment.time))
      }
    }

    @inline(__always)
    private func replaces(_ best: Moment, _ moment: Moment) -> Bool {
      switch direction {
      case .earliest:
        moment.time < best.time || (moment.time == best.time && moment.place >= best.place)
      case .latest:
        moment.time > best.time || (moment.time == best.time && moment.place < best.place)
      }
    }
  }

  private var state: State

  init(_ direction: Direction, _ result: Result) {
    state = State(direction: direction, result: result)
  }

  func grow(to count: Int) {
    while state.moments.count < count { state.moments.append(Moment()) }
    state.kept.grow(to: count)
  }

  func update(_ input: AggregateInput) {
    guard let times = input.times else { return }
    state.update(input, times)
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = (other as? TimedValueAccumulator)?.state else { return }
    for (index, group) in groups.enumerated() {
      other.kept.withValue(index) { value in
        if let value { state.consider(value, other.moments[index], for: Int(group)) }
      }
    }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(state.moments[group].time)
    writer.write(state.moments[group].place)
    state.kept.encode(group, into: &writer)
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    let moment = Moment(time: try reader.double(), place: try reader.int())
    guard !moment.time.isNaN else { throw StateReader.Malformed() }
    try KeptValues.decode(from: &reader) { value in
      if let value { state.consider(value, moment, for: group) }
    }
  }

  /// A time has six decimals.
  ///
  /// Source: Splunk Search Reference, `earliest_time` (the table of its example).
  func finish(group: Int, in arena: Arena) -> Cell {
    let cell = state.kept.cell(group, in: arena)
    guard state.result == .time, let time = cell.number else { return cell }
    return .text(arena.store(DecimalRounding.text(time, places: 6)))
  }

  var footprint: Int {
    state.moments.count * MemoryLayout<Moment>.stride + state.kept.footprint
  }
}
