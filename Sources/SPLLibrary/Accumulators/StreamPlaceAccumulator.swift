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

  private let direction: Direction
  private var places: [Int] = []
  private var kept = KeptValues()

  init(_ direction: Direction) { self.direction = direction }

  func grow(to count: Int) {
    while places.count < count { places.append(0) }
    kept.grow(to: count)
  }

  func update(_ input: AggregateInput) {
    input.forEachValue { row, group, value in
      consider(value, at: input.ordinal + row, for: group)
    }
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = other as? StreamPlaceAccumulator else { return }
    for (index, group) in groups.enumerated() {
      other.kept.withValue(index) { value in
        if let value { consider(value, at: other.places[index], for: Int(group)) }
      }
    }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(places[group])
    kept.encode(group, into: &writer)
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    let place = try reader.int()
    try KeptValues.decode(from: &reader) { value in
      if let value { consider(value, at: place, for: group) }
    }
  }

  func finish(group: Int, in arena: Arena) -> Cell { kept.cell(group, in: arena) }

  var footprint: Int { places.count * MemoryLayout<Int>.stride + kept.footprint }

  @inline(__always)
  private func consider(_ value: StatsValue, at place: Int, for group: Int) {
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
