/// Tells the scan and the extractors which fields the plan reads, so that no others are built.
package enum NarrowScan: OptimizerRule {
  package static let name = "narrow-scan"

  package static func apply(_ plan: Plan) -> Plan {
    guard case .events(var scan) = plan.source else { return plan }
    var needs = FieldNeeds.everything
    var steps: [PlanStep] = []
    for step in plan.steps.reversed() {
      var step = step
      if case .extract(let extractor) = step {
        guard let narrowed = extractor.narrowed(to: needs) else { continue }
        step = .extract(narrowed)
      }
      needs = step.needs(for: needs)
      steps.append(step)
    }
    if let predicate = scan.predicate { needs.formUnion(predicate.needs) }
    if scan.earliest != nil || scan.latest != nil { needs.insert("_time") }
    scan.needs = needs
    return Plan(source: .events(scan), steps: steps.reversed())
  }
}
