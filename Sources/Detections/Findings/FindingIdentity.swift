import EventModel
package import QueryPlan

/// What makes a result row the same finding when its interval is evaluated again.
///
/// A row of a `stats` is told apart by the fields that it was grouped by: a count that grows because
/// an event came late is the same finding with another number. A row without an aggregate is told
/// apart by all its fields. Where the row has a time of its own that counts, otherwise the interval,
/// so that the same group an hour later is a finding of its own.
package struct FindingIdentity: Sendable {
  private var measured: [WildcardPattern] = []
  private var isAggregated = false

  /// What a search adds about its own run.
  private static let aboutTheRun: Set<String> = [
    "info_min_time", "info_max_time", "info_search_time", "info_sid",
  ]

  package init(_ plan: Plan) {
    for step in plan.steps { note(step) }
  }

  private mutating func note(_ step: PlanStep) {
    switch step {
    case .aggregate(let aggregation):
      isAggregated = true
      measured = aggregation.measures.map { WildcardPattern($0.output) }
    case .window(let window):
      measured += window.measures.map { WildcardPattern($0.output) }
    case .rename(let rules):
      for rule in rules { rename(rule) }
    case .compute(let assignments):
      for assignment in assignments {
        let reads = assignment.expression.needs
        let isMeasured = measured.contains { pattern in
          reads.all || reads.contains(pattern.text) || reads.names.contains { pattern.matches($0) }
        }
        if isMeasured { measured.append(WildcardPattern(assignment.target)) }
      }
    case .filter, .extract, .project, .fill, .sort, .limit, .deduplicate, .expand, .dataset,
      .combine:
      break
    }
  }

  private mutating func rename(_ rule: RenameRule) {
    for pattern in measured {
      guard let captures = rule.from.captures(pattern.text) else { continue }
      var rest = captures[...]
      let name = rule.to.text.map { $0 == "*" ? rest.popFirst() ?? "*" : String($0) }.joined()
      measured.append(WildcardPattern(name))
    }
  }

  /// The fields that tell the row from others of its search.
  package func fields(of row: ResultRow) -> [(name: String, values: [String])] {
    row.fields.filter { field in
      !field.values.isEmpty && !Self.aboutTheRun.contains(field.name)
        && !measured.contains { $0.matches(field.name) }
    }
  }

  /// The key of a row; `occurrence` counts rows of one run that are alike, from 0.
  package func key(
    of row: ResultRow, detection: String, interval: SearchInterval, occurrence: Int
  ) -> String {
    var parts = [detection]
    let time = isAggregated ? nil : row["_time"].first
    parts.append(time ?? "interval \(interval.nominal)")
    for field in fields(of: row).sorted(by: { $0.name < $1.name }) {
      parts.append(field.name)
      parts.append(String(field.values.count))
      parts += field.values
    }
    parts.append(String(occurrence))
    return StableHash.key(parts)
  }

  /// Changes when anything of the row does.
  package static func digest(of row: ResultRow) -> String {
    StableHash.key(
      row.fields.filter { !$0.values.isEmpty && !aboutTheRun.contains($0.name) }.flatMap {
        [$0.name, String($0.values.count)] + $0.values
      })
  }
}
