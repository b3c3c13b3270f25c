/// Rewrites a plan into one that gives the same rows for less work.
package protocol OptimizerRule: Sendable {
  /// As `explain` names it.
  static var name: String { get }
  static func apply(_ plan: Plan) -> Plan
}

package enum Optimizer {
  /// In the order in which they run. A rule is one file in this folder and one line here.
  package static let rules: [any OptimizerRule.Type] = [
    RemoveTrivialFilters.self,
    PushFiltersDown.self,
    MoveFiltersIntoScan.self,
    LimitSorts.self,
    NarrowScan.self,
  ]

  package static func optimized(_ plan: Plan) -> Plan {
    rules.reduce(withOptimizedSubplans(plan)) { $1.apply($0) }
  }

  private static func withOptimizedSubplans(_ plan: Plan) -> Plan {
    var plan = plan
    plan.steps = plan.steps.map { step in
      guard case .combine(let combiner, let subplan) = step,
        case .plan(let inner) = subplan.origin
      else { return step }
      return .combine(combiner, Subplan(.plan(optimized(inner))))
    }
    return plan
  }
}
