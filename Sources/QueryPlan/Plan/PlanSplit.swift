import EventModel

/// Cuts a plan into what runs where the events are and what runs on their merged rows.
///
/// The local part is whatever looks at one row at a time, and an aggregation behind it, partially.
package struct PlanSplit: Sendable {
  package let scan: EventScan
  package let local: [PlanStep]
  /// Runs partially in every worker and is then merged.
  package let partialAggregation: Aggregation?
  package let merged: [PlanStep]
  /// Whether the merged rows must be put in stream order: newest first.
  package let needsOrder: Bool
  /// How many of the newest rows are enough, when that is known.
  package let newestRows: Int?

  package init(_ plan: Plan, scan: EventScan) {
    let rowWise = plan.steps.prefix { $0.isRowWise }
    var rest = plan.steps.dropFirst(rowWise.count)
    local = Array(rowWise)
    let needsOrder = Self.needsOrder(rest)
    if case .aggregate(let aggregation)? = rest.first, !needsOrder {
      partialAggregation = aggregation
      rest = rest.dropFirst()
    } else {
      partialAggregation = nil
    }
    if case .limit(let limit)? = rest.first, case .first = limit.end, limit.condition == nil {
      newestRows = limit.count
    } else {
      newestRows = nil
    }
    merged = Array(rest)
    self.needsOrder = needsOrder
    var scan = scan
    if needsOrder { scan.needs.insert("_time") }
    self.scan = scan
  }

  /// Rows must be in order unless everything up to the first aggregation gives the same whatever
  /// their order.
  private static func needsOrder(_ steps: ArraySlice<PlanStep>) -> Bool {
    for step in steps {
      switch step {
      case .aggregate(let aggregation):
        return aggregation.measures.contains { $0.function.needsOrder }
      case .fill, .filter, .compute, .extract, .project, .rename, .expand: continue
      case .dataset(let transform):
        if transform.needsOrder { return true }
      case .combine: return true
      case .window, .sort, .limit, .deduplicate: return true
      }
    }
    return true
  }
}

extension PlanStep {
  /// Whether the step looks at one row at a time, without memory of the others.
  package var isRowWise: Bool {
    switch self {
    case .filter, .compute, .extract, .rename, .expand: true
    // The columns of a table with a wildcard depend on all rows.
    case .project(let projection): !projection.patterns.contains { $0.hasWildcard }
    case .fill(let fill): fill.fields != nil
    case .aggregate, .window, .sort, .limit, .deduplicate, .dataset, .combine: false
    }
  }
}
