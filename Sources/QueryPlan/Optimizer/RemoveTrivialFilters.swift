/// Drops filters that every row passes: `search *`, the body of an empty filter macro.
package enum RemoveTrivialFilters: OptimizerRule {
  package static let name = "remove-trivial-filters"

  package static func apply(_ plan: Plan) -> Plan {
    var plan = plan
    plan.steps = plan.steps.compactMap { step in
      guard case .filter(let expression) = step else { return step }
      let folded = expression.folded(knowing: [:])
      return folded.truth == true ? nil : .filter(folded)
    }
    return plan
  }
}
