package import Diagnostics
package import EventModel
package import QueryPlan

/// What the rows of a finished search tell about its text.
package enum ResultNotices {
  /// Fields that a closing `table` names and no row has; none without rows.
  package static func missingFields(of plan: Plan, in batches: [Batch]) -> [Diagnostic] {
    guard batches.contains(where: { $0.rowCount > 0 }), let table = lastTable(plan) else {
      return []
    }
    let names = table.patterns.map { $0.text }.filter { !$0.contains("*") }
    let missing = names.filter { name in
      batches.allSatisfy { $0.rowCount == 0 || !$0.has(name) || $0[name].isAllNull }
    }
    guard !missing.isEmpty else { return [] }
    let list = missing.map { "`\($0)`" }.joined(separator: ", ")
    return [
      Diagnostic(
        .missingField, "`table` names what no row has: \(list)", at: nil,
        help: "check the names: case matters, and JSON paths are written `a.b` and `a{}`",
        severity: .warning)
    ]
  }

  /// The last `table`, when nothing behind it can have changed the fields.
  private static func lastTable(_ plan: Plan) -> Projection? {
    for step in plan.steps.reversed() {
      switch step {
      case .project(let projection):
        switch projection.mode {
        case .table: return projection
        case .keep, .drop: return nil
        }
      case .filter, .sort, .limit, .deduplicate: continue
      case .compute, .extract, .rename, .fill, .aggregate, .window, .expand, .dataset, .combine:
        return nil
      }
    }
    return nil
  }
}
