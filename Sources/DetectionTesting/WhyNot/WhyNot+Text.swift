import EventModel

extension WhyNot {
  /// For a person at a terminal, at most some lines for each term and stage.
  package var lines: [String] {
    var lines: [String] = []
    if let (miss, changes) = smallestChange {
      let whom = miss.time.map { " in the event of \(Self.text($0))" } ?? ""
      lines += ["", "Smallest change that gives rows" + whom + ":"]
      lines += changes.map { "  " + $0.printed }
    }
    lines += eventLines
    for stage in stages { lines += Self.lines(stage) }
    return lines
  }

  private var eventLines: [String] {
    guard !misses.isEmpty else { return [] }
    var lines = ["", "closest events"]
    let single = terms.filter { $0.soleFailures > 0 }
    for term in single {
      let count = term.soleFailures
      lines.append(
        "  \(count) event\(count == 1 ? " fails" : "s fail") only \(Self.shortened(term.text))")
      let own = misses.filter { $0.fails.count == 1 && $0.fails[0].text == term.text }
      if let first = own.first { lines += Self.lines(first, indent: "    ") }
    }
    guard single.isEmpty else { return lines }
    for miss in misses.prefix(3) {
      lines.append("  fails \(miss.fails.count) of \(terms.count) terms")
      lines += Self.lines(miss, indent: "    ")
    }
    return lines
  }

  private static func lines(_ stage: Stage) -> [String] {
    var lines = ["", "dropped by `\(shortened(stage.label))`"]
    for condition in stage.conditions {
      let rows = condition.failures == 1 ? "1 row fails" : "\(condition.failures) rows fail"
      lines.append("  \(rows) \(shortened(condition.text))")
    }
    for row in stage.rows.prefix(3) { lines += Self.lines(row, indent: "    ") }
    return lines
  }

  private static func lines(_ miss: Miss, indent: String) -> [String] {
    let time = miss.time.map { [text($0)] } ?? []
    let known = miss.known.map { "\($0.name)=\($0.value)" }
    var lines = [indent + (time + known).joined(separator: "  ")]
    for condition in miss.fails {
      let name = miss.fails.count > 1 ? "\(shortened(condition.text)): " : ""
      lines.append(indent + "  " + name + condition.actual)
    }
    lines += miss.hints.map { indent + "  " + $0 }
    guard let advice = miss.advice else { return lines }
    let changes = advice.changes.map { $0.printed }.joined(separator: ", ")
    if advice.fires {
      lines.append(indent + "  to fire: " + changes)
    } else {
      let end = advice.end.map { "; then `\($0)` leaves nothing" } ?? ""
      lines.append(indent + "  not enough alone: " + changes + end)
    }
    return lines
  }

  /// Terms with long lists would hide what is said of them; the JSON form has them whole.
  private static func shortened(_ text: String) -> String {
    text.count <= 150 ? text : text.prefix(148) + " …"
  }

  private static let format = StrftimeFormat("%Y-%m-%dT%H:%M:%S.%3NZ")

  static func text(_ time: Double) -> String { format.string(epoch: time, zone: .utc) ?? "" }
}
