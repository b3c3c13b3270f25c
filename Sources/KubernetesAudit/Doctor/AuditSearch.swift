import EventModel
package import QueryPlan

/// A search over audit events, as the doctor looks at it: which requests it is after, and what it
/// does with their events.
package struct AuditSearch: Sendable {
  package let name: String
  package let conditions: [RequestCondition]
  let steps: [PlanStep]
  /// Fields of the result that are read besides those that the search makes.
  let outputs: [String]

  /// Nil when the search is not about audit events.
  ///
  /// `outputs`: the fields of risk objects, messages and threat objects.
  package init?(name: String, plan: Plan, outputs: [String] = []) {
    guard case .events(let scan) = plan.source, Self.isAbout(scan) else { return nil }
    self.name = name
    self.outputs = outputs
    steps = plan.steps
    conditions = RequestCondition.all(of: scan.predicate)
  }

  /// Fields that no other kind of event has.
  private static let marks: Set<Substring> = [
    "objectRef", "requestObject", "responseObject", "impersonatedUser", "requestReceivedTimestamp",
    "stageTimestamp", "auditID",
  ]
  private static let names: Set<String> = [
    "user.username", "user.groups{}", "sourceIPs{}", "responseStatus.code",
    "annotations.authorization.k8s.io/decision", "annotations.authorization.k8s.io/reason",
  ]

  private static func isAbout(_ scan: EventScan) -> Bool {
    let needs = scan.needs.union(scan.predicate?.needs ?? .none)
    let read = Array(needs.names) + needs.patterns.map { $0.text }
    return read.contains { field in
      names.contains(field) || marks.contains(field.prefix { $0 != "." && $0 != "{" })
    }
  }

  /// The resources that the search speaks of.
  package var namedResources: [NamedResource] { conditions.flatMap { $0.namedResources } }

  /// What the search makes of the events of one kind of request.
  func reading(_ condition: RequestCondition, _ recording: Recording, isUniform: Bool)
    -> PlanReading
  {
    PlanReading(
      condition, steps: steps, outputs: outputs, of: recording, isUniform: isUniform)
  }
}
