import EventFiles
import EventModel

/// Tells the times of arriving events by the rules of their source types, on one thread.
final class ArrivalClock {
  private struct Label: Hashable {
    let source: String
    let sourcetype: String
  }

  private let times: EventTimes
  private let document = JSONDocument()
  private var clock: EventClock
  private var arena = Arena()
  /// Nil where there are no rules.
  private var labels: [Label: EventMetadata?] = [:]

  /// Clients choose labels; however many they think of, so many are remembered.
  private static let most = 4096

  init(_ times: EventTimes) {
    self.times = times
    clock = EventClock(times)
  }

  /// Nil where no rule finds a time, and where a rule is wrong: that is told when content is read,
  /// and keeps no event out.
  ///
  /// Units: seconds since 1970.
  func time(
    of text: Bytes, isJSON: Bool, _ metadata: EventBlock.Metadata, arrival: Double
  ) -> Double? {
    do {
      guard let label = try label(metadata) else { return nil }
      guard isJSON else { return try clock.time(of: text, nil, label, arrival: arrival) }
      try document.index(text)
      return try clock.time(of: text, (document, 0), label, arrival: arrival)
    } catch {
      return nil
    }
  }

  private func label(_ metadata: EventBlock.Metadata) throws -> EventMetadata? {
    let key = Label(source: metadata.source, sourcetype: metadata.sourcetype)
    if let known = labels[key] { return known }
    if labels.count >= Self.most {
      labels = [:]
      arena = Arena()
      clock = EventClock(times)
    }
    let label = EventMetadata(
      host: .empty, index: .empty, source: arena.store(metadata.source),
      sourcetype: arena.store(metadata.sourcetype))
    let hasRules = try clock.hasRules(for: label)
    labels[key] = .some(hasRules ? label : nil)
    return hasRules ? label : nil
  }
}
