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
      guard hasRequestBodies, mayHold(field) else { return .absent }
      return level < .request || stage == .requestReceived ? .lost(field) : .same
    case .response:
      guard hasResponseBodies, mayHold(field) else { return .absent }
      return level < .requestResponse || stage != .responseComplete ? .lost(field) : .same
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

  /// Parts of bodies that objects of a few resources have and no others.
  private static let owners: [Substring: Set<String>] = [
    "involvedObject": ["events"], "message": ["events"],
    "roleRef": ["clusterrolebindings", "rolebindings"],
    "subjects": ["clusterrolebindings", "rolebindings"],
    "webhooks": ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
  ]

  /// Whether an object of this kind can have the field.
  private func mayHold(_ field: String) -> Bool {
    let parts = field.split(separator: ".", maxSplits: 2)
    guard parts.count > 1, case .resource(let group, let name, _, _) = kind.target,
      let owners = Self.owners[parts[1].prefix { $0 != "{" }]
    else { return true }
    // Events of the newer group have a note in place of a message.
    return name.map { owners.contains($0) && group != "events.k8s.io" } ?? false
  }

  private var hasRequestBodies: Bool {
    !kind.hasNoRequestBody && hasKnownBodies
  }

  private var hasResponseBodies: Bool {
    !kind.hasNoResponseBody && hasKnownBodies
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
