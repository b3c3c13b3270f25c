package import EventModel
import Execution

/// Tells the time of events by the rules of their source types, on one thread of a scan.
package final class EventClock {
  /// A rule with what its thread needs to run it.
  private struct Reading {
    enum Place {
      case pattern(RegexMatcher)
      case member([Bytes])
    }

    let place: Place
    let rule: EventTimes.Rule
  }

  private let times: EventTimes
  private let arena = Arena()
  /// Of the event before: most have the same.
  private var sourcetype: [UInt8] = []
  private var source: [UInt8] = []
  private var readings: [Reading]?
  private var readingsByLabel: [[[UInt8]]: [Reading]] = [:]

  package init(_ times: EventTimes) { self.times = times }

  /// The time of an event; nil when no rule finds one.
  ///
  /// `document`: the event as JSON, where it is; `arrival`: of the event, where it is not that of all.
  /// Errors: a `Diagnostic` when the rules are wrong or a pattern takes too many steps.
  package func time(
    of text: Bytes, _ document: (JSONDocument, token: Int)?, _ metadata: EventMetadata,
    arrival: Double? = nil
  ) throws -> Double? {
    for reading in try readings(for: metadata) {
      if let time = try time(reading, text, document, arrival) { return time }
    }
    return nil
  }

  /// Whether there are rules at all for events of a source type and source.
  ///
  /// Errors: a `Diagnostic` when the rules are wrong.
  package func hasRules(for metadata: EventMetadata) throws -> Bool {
    try !readings(for: metadata).isEmpty
  }

  private func readings(for metadata: EventMetadata) throws -> [Reading] {
    if let readings, metadata.sourcetype.holds(sourcetype), metadata.source.holds(source) {
      return readings
    }
    sourcetype = metadata.sourcetype.array
    source = metadata.source.array
    let label = [sourcetype, source]
    let found = try readingsByLabel[label] ?? prepared(metadata)
    readingsByLabel[label] = found
    readings = found
    return found
  }

  private func prepared(_ metadata: EventMetadata) throws -> [Reading] {
    let rules = try times.rules(
      sourcetype: metadata.sourcetype.string, source: metadata.source.string)
    return rules.map { rule in
      switch rule.place {
      case .pattern(let regex): Reading(place: .pattern(regex.makeMatcher()), rule: rule)
      case .member(let keys):
        Reading(place: .member(keys.map { arena.store($0) }), rule: rule)
      }
    }
  }

  private func time(
    _ reading: Reading, _ text: Bytes, _ document: (JSONDocument, token: Int)?,
    _ arrival: Double?
  ) throws -> Double? {
    switch reading.place {
    case .pattern(let matcher):
      do {
        guard let place = try matcher.firstMatch(in: text)?[1] else { return nil }
        return reading.rule.time(text.slice(place), arrival: arrival)
      } catch {
        throw reading.rule.givenUp(error)
      }
    case .member(let keys):
      guard let (document, token) = document,
        let value = try Self.member(keys, of: document, token)
      else { return nil }
      return reading.rule.time(value, arrival: arrival)
    }
  }

  private static func member(
    _ keys: [Bytes], of document: JSONDocument, _ token: Int
  ) throws(JSONError) -> Bytes? {
    var place = token
    for key in keys {
      var found: Int?
      try document.forEachMember(of: place) { (name, value) throws(JSONError) in
        if found == nil, name == key { found = value }
      }
      guard let found else { return nil }
      place = found
    }
    if let string = document.string(at: place) { return string }
    return document.value(place, end: try document.skip(place))
  }
}

extension Bytes {
  fileprivate func holds(_ bytes: [UInt8]) -> Bool {
    count == bytes.count && buffer.elementsEqual(bytes)
  }
}
