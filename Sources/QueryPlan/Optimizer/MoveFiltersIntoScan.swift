/// Gives the first filter to the scan, which can use its literals to read less.
package enum MoveFiltersIntoScan: OptimizerRule {
  package static let name = "move-filters-into-scan"

  package static func apply(_ plan: Plan) -> Plan {
    guard case .events(var scan) = plan.source else { return plan }
    var terms = scan.predicate?.conjuncts ?? []
    var rest = plan.steps[...]
    while case .filter(let expression)? = rest.first {
      terms += expression.conjuncts
      rest = rest.dropFirst()
    }
    guard !terms.isEmpty else { return plan }
    scan.predicate = .all(terms)
    return Plan(source: .events(scan), steps: Array(rest))
  }
}
