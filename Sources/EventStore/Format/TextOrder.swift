/// The order in which the texts of a segment lie: events that look alike next to each other, which
/// packs into a seventh less, and faster.
///
/// Everything else of a segment is in order of arrival.
struct TextOrder: Sendable {
  /// What tells that events look alike, best first; each takes so many bits of a key.
  private static let fields: [(name: String, bits: UInt64)] = [
    ("objectRef.resource", 16), ("objectRef.subresource", 8), ("verb", 8), ("userAgent", 24),
  ]

  /// Those of `HotFields` that `init(kinds:columns:)` wants the codes of.
  static let columns: [Int] = fields.compactMap { HotFields.numbers[$0.name] }

  /// By event, its group; groups lie one behind the other, each in order of arrival.
  let groups: [Int64]
  /// The events by the place of their texts.
  let events: [Int32]

  /// Order of arrival.
  init(count: Int) {
    groups = []
    events = (0..<Int32(count)).map { $0 }
  }

  /// Groups by kind of metadata, then by the columns; both as codes by event.
  init(kinds: [Int64], columns: [[UInt32]]) {
    // A code with more bits than it gets shares its group with others: that costs room, no more.
    var keys = kinds.map { UInt64(truncatingIfNeeded: $0) }
    for (field, codes) in zip(Self.fields, columns) {
      let mask: UInt64 = 1 << field.bits - 1
      for event in keys.indices {
        keys[event] = keys[event] << field.bits | UInt64(codes[event]) & mask
      }
    }
    let distinct = Set(keys).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, Int64($0)) })
    groups = keys.map { numbers[$0] ?? 0 }
    events = Self.events(groups, groupCount: distinct.count)
  }

  /// Errors: `SegmentDamage` for groups that no segment has.
  init(groups: [Int64]) throws(SegmentDamage) {
    self.groups = groups
    guard groups.allSatisfy({ groups.indices.contains(Int($0)) }) else {
      throw SegmentDamage("a group beyond the number of events")
    }
    events = Self.events(groups, groupCount: Int(groups.max() ?? 0) + 1)
  }

  private static func events(_ groups: [Int64], groupCount: Int) -> [Int32] {
    var places = [Int](repeating: 0, count: groupCount + 1)
    for group in groups { places[Int(group) + 1] += 1 }
    for group in 0..<groupCount { places[group + 1] += places[group] }
    var events = [Int32](repeating: 0, count: groups.count)
    for (event, group) in groups.enumerated() {
      events[places[Int(group)]] = Int32(event)
      places[Int(group)] += 1
    }
    return events
  }
}
