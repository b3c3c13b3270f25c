import EventModel

/// Outcomes as JSON, one object each; fields may be added, never renamed.
package enum TestOutcomeJSON {
  package static func object(_ outcome: TestOutcome) -> [UInt8] {
    var object = JSONObjectWriter()
    object.text("detection", outcome.detection)
    object.text("test", outcome.test)
    object.text("kind", outcome.kind.rawValue)
    object.text("outcome", outcome.verdict.rawValue)
    object.number("rows", Double(outcome.rows))
    object.number("seconds", (outcome.seconds * 1e6).rounded() / 1e6)
    if let message = outcome.message {
      object.text("message", message)
    } else {
      object.null("message")
    }
    object.text("file", outcome.file)
    if let line = outcome.line { object.number("line", Double(line)) } else { object.null("line") }
    if let detail = outcome.detail { object.text("detail", detail) }
    if !outcome.notes.isEmpty { object.texts("notes", outcome.notes) }
    return object.finished()
  }

  /// One object a line.
  package static func lines(_ outcomes: [TestOutcome]) -> [UInt8] {
    outcomes.flatMap { object($0) + [UInt8(ascii: "\n")] }
  }
}
