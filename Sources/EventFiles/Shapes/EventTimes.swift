import Diagnostics
import EventModel
import Execution
package import QueryPlan
import Synchronization

/// Where the events of each source type say when they happened, as its rules tell.
///
/// Ordering: shared by all threads of a scan; each has its own `EventClock`.
package final class EventTimes: Sendable {
  /// A rule that is ready to run.
  struct Rule: Sendable {
    enum Place: Sendable {
      case pattern(RegularExpression)
      case member([[UInt8]])
    }

    let place: Place
    let format: StrptimeFormat?
    let timestamp: Timestamp
    /// Where the rule is written.
    let span: Span

    /// The time that a text is.
    ///
    /// `arrival`: of the event, where it is not that of all.
    func time(_ text: Bytes, arrival: Double?) -> Double? {
      let arrival = arrival ?? timestamp.arrival
      guard let format else {
        return Timestamp(zone: timestamp.zone, arrival: arrival).value(text.trimmed)
      }
      return format.parse(text.buffer, now: arrival, zone: timestamp.zone)
    }

    func givenUp(_ error: RegexLimitError) -> Diagnostic {
      Diagnostic(
        .regexLimit, "the pattern of a time was given up on an event", at: span,
        label: error.message, help: "anchor it, and avoid `.*` in front of the time")
    }
  }

  private let knowledge: any KnowledgeProvider
  private let timestamp: Timestamp
  /// Labels may come from clients, without end.
  private static let most = 4096
  /// By source type and source.
  private let known = Mutex<[[String]: [Rule]]>([:])

  /// `timestamp`: for times that do not name their zone or year.
  package init(_ knowledge: any KnowledgeProvider, timestamp: Timestamp) {
    self.knowledge = knowledge
    self.timestamp = timestamp
  }

  /// The rules for events of a source type and source, best first.
  ///
  /// Errors: what is wrong with their files.
  func rules(sourcetype: String, source: String) throws(Diagnostic) -> [Rule] {
    let key = [sourcetype, source]
    if let rules = known.withLock({ $0[key] }) { return rules }
    var rules: [Rule] = []
    for file in try knowledge.sourcetypeRules
    where file.hasTimes && Self.matches(sourcetype, file.sourcetypes)
      && Self.matches(source, file.sources)
    {
      for time in try file.rules().times { rules.append(try rule(time)) }
    }
    known.withLock { known in
      if known.count >= Self.most { known = [:] }
      known[key] = rules
    }
    return rules
  }

  private static func matches(_ text: String, _ globs: [String]) -> Bool {
    globs.isEmpty || globs.contains { WildcardPattern($0, isCaseSensitive: false).matches(text) }
  }

  private func rule(_ time: SourcetypeRules.Time) throws(Diagnostic) -> Rule {
    let place: Rule.Place
    switch time.place {
    case .member(let keys): place = .member(keys.map { Array($0.utf8) })
    case .pattern(let pattern): place = .pattern(try Self.regex(pattern, time.span))
    }
    return Rule(
      place: place, format: time.format,
      timestamp: Timestamp(zone: time.zone ?? timestamp.zone, arrival: timestamp.arrival),
      span: time.span)
  }

  private static func regex(
    _ pattern: String, _ span: Span
  ) throws(Diagnostic) -> RegularExpression {
    let regex: RegularExpression
    do {
      regex = try RegularExpression(pattern: pattern)
    } catch {
      throw Diagnostic(
        .invalidRegex, "the pattern of a time does not compile", at: span, label: error.message,
        help: "the fault is at byte \(error.offset) of the pattern")
    }
    guard regex.captureCount > 0 else {
      throw Diagnostic(
        .invalidRegex, "the pattern of a time has no group", at: span,
        help: "put the time between parentheses")
    }
    return regex
  }
}
