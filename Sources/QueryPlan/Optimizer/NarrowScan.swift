/// Tells the scan which fields the plan reads, so that no others are built.
package enum NarrowScan: OptimizerRule {
  package static let name = "narrow-scan"

  package static func apply(_ plan: Plan) -> Plan {
    guard case .events(var scan) = plan.source else { return plan }
    var needs = plan.steps.reversed().reduce(FieldNeeds.everything) { $1.needs(for: $0) }
    if let predicate = scan.predicate { needs.formUnion(predicate.needs) }
    if scan.earliest != nil || scan.latest != nil { needs.insert("_time") }
    scan.needs = needs
    return Plan(source: .events(scan), steps: plan.steps)
  }
}
