import EventModel

extension PlanStep {
  /// The fields that must come in so that the wanted ones come out.
  package func needs(for wanted: FieldNeeds) -> FieldNeeds {
    switch self {
    case .filter(let expression): return wanted.union(expression.needs)
    case .compute(let assignments):
      return assignments.reversed().reduce(wanted) { needs, assignment in
        var needs = needs
        if let template = assignment.template {
          for case .field(let name) in template { needs.insert(name) }
        } else {
          needs.remove(assignment.target)
        }
        return needs.union(assignment.expression.needs)
      }
    case .extract(let extractor): return extractor.needs(for: wanted)
    case .project(let projection): return projection.needs(for: wanted)
    case .rename(let rules):
      return rules.reversed().reduce(wanted) { needs, rule in
        var needs = needs
        if !rule.to.hasWildcard {
          guard needs.contains(rule.to.text) else { return needs }
          needs.remove(rule.to.text)
        }
        needs.insert(rule.from.text)
        return needs
      }
    // Whether a field is filled depends on its having a value, nothing else.
    case .fill: return wanted
    case .aggregate(let aggregation):
      return aggregation.measures.reduce(FieldNeeds(aggregation.groups)) { $0.union($1.needs) }
    case .window(let window):
      var needs = wanted
      for measure in window.measures { needs.remove(measure.output) }
      for group in window.groups { needs.insert(group) }
      return window.measures.reduce(needs) { $0.union($1.needs) }
    case .sort(let order): return wanted.union(FieldNeeds(order.keys.map { $0.field }))
    case .limit(let limit):
      return limit.condition.map { wanted.union($0.needs) } ?? wanted
    case .deduplicate(let deduplication):
      return wanted.union(FieldNeeds(deduplication.fields))
    case .expand(let field, _): return wanted.union(FieldNeeds([field]))
    case .dataset(let transform): return transform.needs(for: wanted)
    case .combine(let combiner, let subplan):
      let needs = combiner.needs(for: wanted)
      switch subplan.origin {
      case .plan: return needs
      case .rows(let steps):
        return steps.reversed().reduce(wanted) { $1.needs(for: $0) }.union(needs)
      }
    }
  }
}

extension Measure {
  package var needs: FieldNeeds {
    var needs: FieldNeeds =
      switch input {
      case .rows: .none
      case .field(let field): FieldNeeds([field])
      case .fields(let pattern): FieldNeeds([pattern.text])
      case .expression(let expression): expression.needs
      }
    if function.readsTime { needs.insert("_time") }
    return needs
  }
}

extension Projection {
  fileprivate func needs(for wanted: FieldNeeds) -> FieldNeeds {
    let named = patterns.map { $0.text }
    switch mode {
    case .drop:
      var needs = wanted
      for pattern in patterns where !pattern.hasWildcard { needs.remove(pattern.text) }
      return needs
    case .table: return wanted.all ? FieldNeeds(named) : narrowed(wanted, to: named)
    case .keep:
      let kept = named + ["_*"]
      return wanted.all ? FieldNeeds(kept) : narrowed(wanted, to: kept)
    }
  }

  /// What is both wanted and kept; patterns on either side stay whole.
  private func narrowed(_ wanted: FieldNeeds, to kept: [String]) -> FieldNeeds {
    let keptNeeds = FieldNeeds(kept)
    var needs = FieldNeeds(wanted.names.filter { keptNeeds.contains($0) })
    if !wanted.patterns.isEmpty { needs.formUnion(keptNeeds) }
    return needs
  }
}
