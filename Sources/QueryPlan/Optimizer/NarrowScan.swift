/// Tells the scan and the extractors which fields the plan reads, so that no others are built.
package enum NarrowScan: OptimizerRule {
  package static let name = "narrow-scan"

  package static func apply(_ plan: Plan) -> Plan {
    guard case .events(var scan) = plan.source else { return plan }
    var needs = FieldNeeds.everything
    var steps: [PlanStep] = []
    var others: (needs: FieldNeeds, condition: Expression)?
    for step in plan.steps.reversed() {
      var step = step
      others = nil
      if case .extract(let extractor) = step {
        guard let narrowed = extractor.narrowed(to: needs) else { continue }
        step = .extract(narrowed)
        others = (needs, extractor.changes(needs))
      }
      needs = step.needs(for: needs)
      steps.append(step)
    }
    if let predicate = scan.predicate { needs.formUnion(predicate.needs) }
    if scan.earliest != nil || scan.latest != nil { needs.insert("_time") }
    scan.needs = needs
    scan.occasional = others.flatMap { occasional(scan, besides: $0.needs, $0.condition) }
    return Plan(source: .events(scan), steps: steps.reversed())
  }

  /// What only the rows that the first step changes are read for.
  private static func occasional(
    _ scan: EventScan, besides others: FieldNeeds, _ condition: Expression
  ) -> OccasionalNeeds? {
    let condition = condition.folded(knowing: [:])
    let kinds = ["sourcetype", "source"]
    guard !scan.needs.all, !others.all, others.patterns.isEmpty, condition.truth == nil,
      condition.needs.patterns.isEmpty, condition.needs.names.allSatisfy({ kinds.contains($0) })
    else { return nil }
    let predicate = scan.predicate?.needs ?? .none
    let fields = scan.needs.names.filter { name in
      name != "_time" && !kinds.contains(name) && !others.contains(name)
        && !predicate.contains(name)
    }
    return fields.isEmpty ? nil : OccasionalNeeds(condition: condition, fields: Set(fields))
  }
}
