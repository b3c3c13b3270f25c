/// `sort | head 5` keeps five rows while it sorts.
package enum LimitSorts: OptimizerRule {
  package static let name = "limit-sorts"

  package static func apply(_ plan: Plan) -> Plan {
    var steps: [PlanStep] = []
    for step in plan.steps {
      guard case .limit(let limit) = step, case .first = limit.end, limit.condition == nil,
        case .sort(let order)? = steps.last
      else {
        steps.append(step)
        continue
      }
      let count = min(limit.count, order.limit ?? .max)
      let isCutBySort = count < limit.count
      steps[steps.count - 1] = .sort(
        SortOrder(keys: order.keys, limit: count, tellsCut: order.tellsCut && isCutBySort))
    }
    return Plan(source: plan.source, steps: steps)
  }
}
