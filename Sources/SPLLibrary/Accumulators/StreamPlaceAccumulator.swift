import EventModel
import QueryPlan

/// The value at the first or the last place of the stream.
///
/// Ordering: each value of a multivalue field stands at its own place, in order: the first value
/// is the first of its first row, the last value the last of its last row.
final class StreamPlaceAccumulator: Accumulator {
  enum Direction: Sendable {
    case first
    case last
  }

  /// All that changes, in one value: its parts are then reached without a check at each access.
  private struct State {
    let direction: Direction
    var places: [Int] = []
    var kept = KeptValues()

    mutating func update(_ input: AggregateInput) {
      input.forEachValue { row, group, value in
        consider(value, at: input.ordinal + row, for: group)
      }
    }

    @inline(__always)
    mutating func consider(_ value: StatsValue, at place: Int, for group: Int) {
      if !kept.isEmpty(group) {
        switch direction {
        case .first: if place >= places[group] { return }
        case .last: if place < places[group] { return }
        }
      }
      places[group] = place
      kept.set(group, value)
    }
  }

  private var state: State

  init(_ direction: Direction) { state = State(direction: direction) }

  func grow(to count: Int) {
    while state.places.count < count { state.places.append(0) }
    state.kept.grow(to: count)
  }

  func update(_ input: AggregateInput) { state.update(input) }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = (other as? StreamPlaceAccumulator)?.state else { return }
    for (index, group) in groups.enumerated() {
      other.kept.withValue(index) { value in
        if let value { state.consider(value, at: other.places[index], for: Int(group)) }
      }
    }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(state.places[group])
    state.kept.encode(group, into: &writer)
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    let place = try reader.int()
    try KeptValues.decode(from: &reader) { value in
      if let value { state.consider(value, at: place, for: group) }
    }
  }

  func finish(group: Int, in arena: Arena) -> Cell { state.kept.cell(group, in: arena) }

  var footprint: Int {
    state.places.count * MemoryLayout<Int>.stride + state.kept.footprint
  }
}
