package import EventModel

/// Reduces recorded events to what the API server would have recorded under a policy.
///
/// Takes events and bodies away and says so in `level`; all other bytes stay as they are. What was
/// not recorded cannot be added.
package struct AuditPolicyReduction: Sendable {
  /// What becomes of one event.
  package enum Outcome: Sendable, Equatable {
    /// `lacksBodies`: the policy records more than the event has.
    case recorded([UInt8], lacksBodies: Bool)
    /// By its level, or because its stage is omitted.
    case notRecorded
    /// The text is JSON, but no audit event.
    case notAnEvent
  }

  package let policy: AuditPolicy

  package init(_ policy: AuditPolicy) { self.policy = policy }

  /// The event under the policy; nil when it is not recorded or no audit event.
  ///
  /// Errors: the text is no JSON object.
  package func apply(to event: Bytes) throws(JSONError) -> [UInt8]? {
    switch try outcome(of: event, in: JSONDocument()) {
    case .recorded(let bytes, _): bytes
    case .notRecorded, .notAnEvent: nil
    }
  }

  /// What becomes of an event.
  ///
  /// `document`: room for its tokens, to be used again for the next one.
  /// Errors: the text is no JSON object.
  package func outcome(
    of event: Bytes, in document: JSONDocument
  ) throws(JSONError) -> Outcome {
    let text = try AuditEventText(event, in: document)
    guard let request = try text.request(), let recorded = text.string("level"),
      let levelPlace = text.range("level")
    else { return .notAnEvent }
    let decision = policy.decision(for: request)
    let stage = text.string("stage").flatMap { AuditStage(rawValue: $0) }
    guard decision.level > .none, !(stage.map { decision.omitStages.contains($0) } ?? false)
    else { return .notRecorded }
    let has = AuditLevel(rawValue: recorded) ?? .requestResponse
    let level = min(has, decision.level)
    var removals = try text.removal(of: Self.bodies(without: level))
    if decision.omitManagedFields {
      // A patch is recorded as it was sent.
      if level >= .request, request.verb != "patch" {
        removals += try text.managedFields(in: "requestObject")
      }
      if level >= .requestResponse { removals += try text.managedFields(in: "responseObject") }
    }
    let bytes = Self.without(
      removals, replacing: levelPlace, by: Array("\"\(level.rawValue)\"".utf8), in: event)
    return .recorded(bytes, lacksBodies: has < decision.level)
  }

  private static func bodies(without level: AuditLevel) -> Set<String> {
    switch level {
    case .none, .metadata: ["requestObject", "responseObject"]
    case .request: ["responseObject"]
    case .requestResponse: []
    }
  }

  private static func without(
    _ removals: [Range<Int>], replacing place: Range<Int>, by text: [UInt8], in event: Bytes
  ) -> [UInt8] {
    var edits = removals.map { (range: $0, text: [UInt8]()) }
    edits.append((place, text))
    edits.sort { $0.range.lowerBound < $1.range.lowerBound }
    var result: [UInt8] = []
    result.reserveCapacity(event.count)
    var position = 0
    for edit in edits where edit.range.lowerBound >= position {
      result += event.slice(position..<edit.range.lowerBound).buffer
      result += edit.text
      position = edit.range.upperBound
    }
    result += event.slice(position..<event.count).buffer
    return result
  }
}
