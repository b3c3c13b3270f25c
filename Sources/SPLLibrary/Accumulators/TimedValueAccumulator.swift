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

  private let direction: Direction
  private let result: Result
  private var moments: [Moment] = []
  private var kept = KeptValues()

  init(_ direction: Direction, _ result: Result) {
    self.direction = direction
    self.result = result
  }

  func grow(to count: Int) {
    while moments.count < count { moments.append(Moment()) }
    kept.grow(to: count)
  }

  func update(_ input: AggregateInput) {
    guard let times = input.times else { return }
    input.forEachValue { row, group, value in
      guard let time = times[row].number, !time.isNaN else { return }
      consider(value, Moment(time: time, place: input.ordinal + row), for: group)
    }
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = other as? TimedValueAccumulator else { return }
    for (index, group) in groups.enumerated() {
      other.kept.withValue(index) { value in
        if let value { consider(value, other.moments[index], for: Int(group)) }
      }
    }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(moments[group].time)
    writer.write(moments[group].place)
    kept.encode(group, into: &writer)
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    let moment = Moment(time: try reader.double(), place: try reader.int())
    guard !moment.time.isNaN else { throw StateReader.Malformed() }
    try KeptValues.decode(from: &reader) { value in
      if let value { consider(value, moment, for: group) }
    }
  }

  func finish(group: Int, in arena: Arena) -> Cell {
    guard !kept.isEmpty(group) else { return .null }
    switch result {
    case .value: return kept.cell(group, in: arena)
    case .time: return .number(moments[group].time)
    }
  }

  var footprint: Int { moments.count * MemoryLayout<Moment>.stride + kept.footprint }

  @inline(__always)
  private func consider(_ value: StatsValue, _ moment: Moment, for group: Int) {
    if !kept.isEmpty(group) {
      let best = moments[group]
      switch direction {
      case .earliest:
        if moment.time > best.time || (moment.time == best.time && moment.place < best.place) {
          return
        }
      case .latest:
        if moment.time < best.time || (moment.time == best.time && moment.place >= best.place) {
          return
        }
      }
    }
    moments[group] = moment
    switch result {
    case .value: kept.set(group, value)
    case .time: kept.set(group, .number(moment.time))
    }
  }
}
