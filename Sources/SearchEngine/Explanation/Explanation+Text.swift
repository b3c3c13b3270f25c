import EventModel
import QueryPlan
import SPLSyntax

extension Explanation {
  /// For a person: the search, the plan, the funnel.
  package var text: String {
    var lines = ["search", "  " + search.pipeline.printed, "", "plan"]
    lines += search.plan.printed.split(separator: "\n").map { "  " + $0 }
    guard !funnel.isEmpty else { return lines.joined(separator: "\n") }
    lines += ["", "rows"]
    let width = funnel.map { String($0.rows).count }.max() ?? 1
    for line in funnel {
      let number = String(line.rows)
      let pad = String(repeating: " ", count: width - number.count)
      lines.append("  \(pad)\(number)  \(line.label)")
      for note in line.notes {
        lines.append("  " + String(repeating: " ", count: width) + "    ^ " + note)
      }
    }
    lines += ["", verdict]
    return lines.joined(separator: "\n")
  }

  /// Why there are rows, or none.
  package var verdict: String {
    guard let end else {
      let rows = funnel.last?.rows ?? 0
      return "It gives \(rows) row\(rows == 1 ? "" : "s")."
    }
    switch end.kind {
    case .events:
      return funnel.first?.rows == 0 ? "No events were read." : "No event is in the time range."
    case .term: return "No rows: no event is left after \(end.label)."
    case .stage:
      guard !end.nullGroupFields.isEmpty else { return "No rows: `\(end.label)` leaves none." }
      let fields = end.nullGroupFields.map { "`\($0.field)`" }.joined(separator: ", ")
      return "No rows: every row lacks a by-field (\(fields)), so `stats` drops it."
    }
  }

  /// For tools.
  package func json(id: String?) -> [UInt8] {
    var object = JSONObjectWriter()
    if let id { object.text("detection", id) }
    object.text("search", search.pipeline.printed)
    object.texts("plan", search.plan.printed.split(separator: "\n").map(String.init))
    if case .events(let scan) = search.plan.source {
      object.text("prefilter", scan.prefilter.description)
      object.texts("fields", scan.needs.all ? ["*"] : Array(scan.needs.names))
    }
    guard !funnel.isEmpty else { return object.finished() }
    var stages: [[UInt8]] = []
    for line in funnel {
      var stage = JSONObjectWriter()
      stage.text("kind", line.kind.rawValue)
      stage.text("stage", line.label)
      stage.number("rows", Double(line.rows))
      if !line.nullGroupFields.isEmpty {
        var nulls = JSONObjectWriter()
        for (field, rows) in line.nullGroupFields { nulls.number(field, Double(rows)) }
        stage.raw("null_by_fields", nulls.finished())
      }
      stages.append(stage.finished())
    }
    let list = Array(stages.joined(separator: [UInt8(ascii: ",")]))
    object.raw("funnel", [UInt8(ascii: "[")] + list + [UInt8(ascii: "]")])
    object.text("verdict", verdict)
    return object.finished()
  }
}
