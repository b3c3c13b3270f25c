package import EventModel
import QueryPlan
import SPLSyntax

extension Explanation {
  /// For a person: the search and the plan, or over events what they came to.
  package var text: String {
    (funnel.isEmpty ? planLines : funnelLines).joined(separator: "\n")
  }

  /// The search with its macros expanded, and how it runs.
  package var planLines: [String] {
    ["search", "  " + search.pipeline.printed, "", "plan"]
      + search.plan.printed.split(separator: "\n").map { "  " + $0 }
  }

  /// What each part left, and why there are rows or none.
  package var funnelLines: [String] {
    var lines = ["rows"]
    let width = funnel.map { String($0.rows).count }.max() ?? 1
    let last = funnel.firstIndex { $0.rows == 0 } ?? funnel.count - 1
    for line in funnel.prefix(last + 1) {
      let number = String(line.rows)
      let pad = String(repeating: " ", count: width - number.count)
      lines.append("  \(pad)\(number)  \(Self.shortened(line.label))")
      for note in line.notes {
        lines.append("  " + String(repeating: " ", count: width) + "    ^ " + note)
      }
    }
    let rest = funnel.count - last - 1
    if rest > 0 {
      let pad = String(repeating: " ", count: width)
      lines.append("  \(pad)  … nothing is left for the \(rest) behind it")
    }
    return lines + ["", verdict]
  }

  /// Long lists of values hide the rest; the JSON form has them whole.
  private static func shortened(_ label: String) -> String {
    label.count <= 150 ? label : label.prefix(148) + " …"
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
    case .term:
      let place = funnel.firstIndex { $0.rows == 0 } ?? 0
      let before = place > 0 ? funnel[place - 1].rows : 0
      let events = before == 1 ? "event" : "\(before) events"
      return "No rows: \(end.label) lets the last \(events) fall."
    case .stage:
      guard !end.nullGroupFields.isEmpty else { return "No rows: `\(end.label)` leaves none." }
      let fields = end.nullGroupFields.map { "`\($0.field)`" }.joined(separator: ", ")
      return "No rows: every row lacks a by-field (\(fields)), so `stats` drops it."
    }
  }

  /// For tools; `more` adds members to the end.
  package func json(
    id: String?, more: (inout JSONObjectWriter) -> Void = { _ in }
  ) -> [UInt8] {
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
    more(&object)
    return object.finished()
  }
}
