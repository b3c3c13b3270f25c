import EventModel

/// Moves a filter before steps that change neither the fields it reads nor which rows there are.
///
/// A filter never passes a step whose result depends on other rows (`head`, `dedup`, `stats`).
/// Before an extractor that changes its fields in some rows only, it also drops the other rows.
package enum PushFiltersDown: OptimizerRule {
  package static let name = "push-filters-down"

  package static func apply(_ plan: Plan) -> Plan {
    var steps: [PlanStep] = []
    for step in plan.steps {
      guard case .filter(let expression) = step else {
        steps.append(step)
        continue
      }
      var stuck: [Expression] = []
      for term in expression.conjuncts {
        var place = steps.count
        while place > 0, passes(term.needs, before: steps[place - 1]) { place -= 1 }
        let guarded = guarded(term, by: place > 0 ? steps[place - 1] : nil)
        if place == steps.count {
          stuck.append(term)
        } else {
          insert(term, at: place, into: &steps)
        }
        if let guarded { insert(guarded, at: place - 1, into: &steps) }
      }
      if !stuck.isEmpty { steps.append(.filter(.all(stuck))) }
    }
    var plan = plan
    plan.steps = steps
    return plan
  }

  /// Joins a filter that is there already, behind its own terms.
  private static func insert(_ term: Expression, at place: Int, into steps: inout [PlanStep]) {
    if place > 0, case .filter(let before) = steps[place - 1] {
      steps[place - 1] = .filter(.all(before.conjuncts + [term]))
    } else {
      steps.insert(.filter(term), at: place)
    }
  }

  /// What every row that will satisfy the term satisfies before the extractor.
  private static func guarded(_ term: Expression, by step: PlanStep?) -> Expression? {
    guard case .extract(let extractor)? = step, !term.needs.all else { return nil }
    let changes = extractor.changes(term.needs)
    return changes.truth == nil ? .or([changes, term]) : nil
  }

  private static func passes(_ needs: FieldNeeds, before step: PlanStep) -> Bool {
    guard !needs.all, needs.patterns.isEmpty else { return false }
    switch step {
    case .filter: return false
    case .compute(let assignments):
      return assignments.allSatisfy { $0.template == nil && !needs.contains($0.target) }
    case .extract(let extractor):
      return extractor.changes(needs).truth == false
    case .rename(let rules):
      return rules.allSatisfy { rule in
        !rule.from.hasWildcard && !needs.contains(rule.from.text) && !needs.contains(rule.to.text)
      }
    case .sort(let order): return order.limit == nil
    case .project, .fill, .aggregate, .window, .limit, .deduplicate, .expand, .dataset, .combine:
      return false
    }
  }
}
