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
      var guarded = Guarded()
      for term in expression.conjuncts {
        var place = steps.count
        while place > 0, passes(term.needs, before: steps[place - 1]) { place -= 1 }
        guarded.add(term, behind: place > 0 ? steps[place - 1] : nil, at: place)
        if place == steps.count {
          stuck.append(term)
        } else {
          let count = steps.count
          insert(term, at: place, into: &steps)
          if steps.count > count { guarded.shift(behind: place) }
        }
      }
      for (condition, place) in guarded.conditions {
        insert(condition, at: place - 1, into: &steps)
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

/// The terms of a filter that stop behind an extractor, which changes their fields in some rows
/// only.
private struct Guarded {
  private var terms: [(changes: Expression, text: String, place: Int, terms: [Expression])] = []

  mutating func add(_ term: Expression, behind step: PlanStep?, at place: Int) {
    guard case .extract(let extractor)? = step, !term.needs.all else { return }
    let changes = extractor.changes(term.needs)
    guard changes.truth == nil else { return }
    let text = changes.printed
    if let known = terms.firstIndex(where: { $0.place == place && $0.text == text }) {
      terms[known].terms.append(term)
    } else {
      terms.append((changes, text, place, [term]))
    }
  }

  /// Follows a step that was put in at a place.
  mutating func shift(behind place: Int) {
    for index in terms.indices where terms[index].place > place { terms[index].place += 1 }
  }

  /// What every row that will satisfy the terms satisfies before the extractor.
  ///
  /// Ordering: the last place first, so that an insertion moves none of the others.
  var conditions: [(condition: Expression, place: Int)] {
    terms.sorted { $0.place > $1.place }.map { (.or([$0.changes, .all($0.terms)]), $0.place) }
  }
}
