extension Diagnostic {
  /// The diagnostic as one line of JSON.
  ///
  /// Shape: `severity`, `code`, `message`, `file`, `line`, `column`, `end_line`, `end_column`,
  /// `label`, `help`, `notes` (each `message`, `file`, `line`, `column`); what is not known is
  /// null, notes are left out when there are none.
  package func json(from folder: ReportFolder? = nil) -> String {
    let place = DiagnosticPlace(self, from: folder)
    let noteList = notes.map { note in
      let position = note.span?.position
      return JSONLiteral.object([
        ("message", JSONLiteral.quoted(note.message)),
        ("file", position.map { JSONLiteral.quoted($0.source) }),
        ("line", position.map { String($0.line) }),
        ("column", position.map { String($0.column) }),
      ])
    }
    return JSONLiteral.object([
      ("severity", JSONLiteral.quoted(severity.rawValue)),
      ("code", JSONLiteral.quoted(code.rawValue)),
      ("message", JSONLiteral.quoted(message)),
      ("file", place.map { JSONLiteral.quoted($0.file) } ?? "null"),
      ("line", place.map { String($0.line) } ?? "null"),
      ("column", place.map { String($0.column) } ?? "null"),
      ("end_line", place.map { String($0.endLine) } ?? "null"),
      ("end_column", place.map { String($0.endColumn) } ?? "null"),
      ("label", label.map(JSONLiteral.quoted) ?? "null"),
      ("help", help.map(JSONLiteral.quoted) ?? "null"),
      ("notes", noteList.isEmpty ? nil : JSONLiteral.array(noteList)),
    ])
  }
}
