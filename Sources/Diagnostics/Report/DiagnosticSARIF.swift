/// Diagnostics as a SARIF 2.1.0 log, which code hosts and editors show beside the lines.
///
/// Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
package enum DiagnosticSARIF {
  private static let schema = "https://json.schemastore.org/sarif-2.1.0.json"

  /// The log as one line of JSON.
  ///
  /// Shape: one run; a rule for each code that occurs, a result for each diagnostic. Files that
  /// lie in `folder` are written relative to it.
  package static func text(
    _ diagnostics: [Diagnostic], version: String, from folder: ReportFolder? = nil
  ) -> String {
    let codes = Set(diagnostics.map(\.code)).sorted { $0.rawValue < $1.rawValue }
    let indexes = Dictionary(uniqueKeysWithValues: zip(codes, codes.indices))
    let driver = JSONLiteral.object([
      ("name", JSONLiteral.quoted("needletail")),
      ("version", JSONLiteral.quoted(version)),
      ("rules", JSONLiteral.array(codes.map(rule))),
    ])
    let results = diagnostics.map { diagnostic in
      result(diagnostic, index: indexes[diagnostic.code] ?? 0, from: folder)
    }
    let run = JSONLiteral.object([
      ("tool", JSONLiteral.object([("driver", driver)])),
      ("columnKind", JSONLiteral.quoted("unicodeCodePoints")),
      ("results", JSONLiteral.array(results)),
    ])
    return JSONLiteral.object([
      ("$schema", JSONLiteral.quoted(schema)),
      ("version", JSONLiteral.quoted("2.1.0")),
      ("runs", JSONLiteral.array([run])),
    ])
  }

  private static func rule(_ code: DiagnosticCode) -> String {
    JSONLiteral.object([
      ("id", JSONLiteral.quoted(code.rawValue)),
      ("name", JSONLiteral.quoted(pascalCase("\(code)"))),
      ("shortDescription", message(code.reference.explanation)),
    ])
  }

  private static func result(_ diagnostic: Diagnostic, index: Int, from folder: ReportFolder?)
    -> String
  {
    let lines = [diagnostic.message, diagnostic.label, diagnostic.help].compactMap { $0 }
    return JSONLiteral.object([
      ("ruleId", JSONLiteral.quoted(diagnostic.code.rawValue)),
      ("ruleIndex", String(index)),
      ("level", JSONLiteral.quoted(diagnostic.severity.rawValue)),
      ("message", message(lines.joined(separator: "\n"))),
      (
        "locations",
        DiagnosticPlace(diagnostic, from: folder).map { JSONLiteral.array([location($0)]) }
      ),
    ])
  }

  private static func location(_ place: DiagnosticPlace) -> String {
    let region = JSONLiteral.object([
      ("startLine", String(place.line)),
      ("startColumn", String(place.column)),
      ("endLine", String(place.endLine)),
      ("endColumn", String(place.endColumn)),
    ])
    let artifact = JSONLiteral.object([
      ("uri", JSONLiteral.quoted(ReportFolder.uri(reported: place.file)))
    ])
    let physical = JSONLiteral.object([("artifactLocation", artifact), ("region", region)])
    return JSONLiteral.object([("physicalLocation", physical)])
  }

  private static func message(_ text: String) -> String {
    JSONLiteral.object([("text", JSONLiteral.quoted(text))])
  }

  private static func pascalCase(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }
}
