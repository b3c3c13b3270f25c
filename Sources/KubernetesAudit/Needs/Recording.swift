/// What the events of some requests hold: as much as their level and stage leave.
package struct Recording: Sendable {
  package let kind: RequestKind
  package let level: AuditLevel
  package let stage: AuditStage
  /// Whether the search names the subresource, so that it knows what its bodies are.
  package let knowsSubresource: Bool

  package init(
    kind: RequestKind, level: AuditLevel, stage: AuditStage, knowsSubresource: Bool
  ) {
    self.kind = kind
    self.level = level
    self.stage = stage
    self.knowsSubresource = knowsSubresource
  }

  /// The event's own fields, as they come out of this recording.
  func reading(of field: String) -> FieldReading {
    switch Self.part(of: field) {
    case .request:
      guard hasRequestBodies else { return .absent }
      return level < .request ? .lost(field) : .same
    case .response:
      guard hasResponseBodies else { return .absent }
      return level < .requestResponse ? .lost(field) : .same
    case .outcome: return stage == .requestReceived ? .lost(field) : .same
    case .text:
      let isWhole =
        (level >= .request || !hasRequestBodies)
        && (level >= .requestResponse || !hasResponseBodies)
      return isWhole ? .same : .fewer(field)
    case .head: return .same
    }
  }

  private enum Part {
    case request, response, outcome, text, head
  }

  private static func part(of field: String) -> Part {
    switch field.prefix(while: { $0 != "." && $0 != "{" }) {
    case "requestObject": .request
    case "responseObject": .response
    case "responseStatus": .outcome
    case "_raw": .text
    default: .head
    }
  }

  private var hasRequestBodies: Bool {
    !kind.hasNoRequestBody && stage != .requestReceived && hasKnownBodies
  }

  private var hasResponseBodies: Bool {
    !kind.hasNoResponseBody && stage == .responseComplete && hasKnownBodies
  }

  private var hasKnownBodies: Bool { !kind.hasBodyOfItsOwn || knowsSubresource }

  /// The level that records a field, when it is one of a body.
  package static func level(of field: String) -> AuditLevel? {
    switch part(of: field) {
    case .request: .request
    case .response, .text: .requestResponse
    case .outcome, .head: nil
    }
  }
}
