import Diagnostics
package import Execution
import QueryPlan
import SPLSyntax

/// A search explained: its text with macros expanded, its plan, and over events how many rows each
/// part left.
package struct Explanation: Sendable {
  /// One line of the row funnel.
  package struct Line: Sendable {
    package enum Kind: String, Sendable {
      case events, term, stage
    }

    package let kind: Kind
    package let label: String
    package let rows: Int
    /// What a person must know about this line.
    package let notes: [String]
    package let nullGroupFields: [(field: String, rows: Int)]
  }

  package let search: CompiledSearch
  package let funnel: [Line]

  /// Without events: only the plan.
  package init(_ search: CompiledSearch) {
    self.search = search
    funnel = []
  }

  package init(_ search: CompiledSearch, _ funnel: RowFunnel) {
    self.search = search
    self.funnel = Self.lines(search, funnel)
  }

  /// The first line that no row got past; nil when there are rows.
  package var end: Line? {
    guard let last = funnel.last, last.rows == 0 else { return nil }
    return funnel.first { $0.rows == 0 }
  }

  private static func lines(_ search: CompiledSearch, _ funnel: RowFunnel) -> [Line] {
    var lines = [
      Line(kind: .events, label: "events read", rows: funnel.events, notes: [], nullGroupFields: [])
    ]
    if let inRange = funnel.eventsInRange {
      lines.append(
        Line(
          kind: .events, label: "in the time range", rows: inRange, notes: [],
          nullGroupFields: []))
    }
    for term in funnel.terms {
      lines.append(
        Line(
          kind: .term, label: term.expression.printed, rows: term.rows, notes: [],
          nullGroupFields: []))
    }
    let first = funnel.steps.first?.index ?? 0
    for (position, stage) in search.stages.enumerated() {
      let start = position == 0 ? 0 : search.stages[position - 1].stepCount
      let steps = funnel.steps.filter { $0.index >= start && $0.index < stage.stepCount }
      guard stage.stepCount > first, let last = steps.last else { continue }
      let nulls = steps.flatMap { $0.nullGroupFields }
      lines.append(
        Line(
          kind: .stage, label: stage.call.printed, rows: last.rows,
          notes: nulls.map { note($0.field, $0.rows, stage.call.name) }, nullGroupFields: nulls))
    }
    return lines
  }

  private static func note(_ field: String, _ rows: Int, _ command: String) -> String {
    let subject = rows == 1 ? "1 row has" : "\(rows) rows have"
    return "\(subject) no `\(field)`, and `\(command) … by` drops a row without a by-field"
  }
}
