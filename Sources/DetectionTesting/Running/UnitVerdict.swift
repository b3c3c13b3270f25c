import Content
import Detections
import Diagnostics

/// What the rows of a search say about a unit test.
struct UnitVerdict {
  let outcome: TestOutcome

  init(_ one: TestCase, _ result: DetectionJob.Result) {
    switch result.rows {
    case .refused(let diagnostic): outcome = Self.error(one, diagnostic)
    case .findings(let rows):
      // A near miss has no rows, so what its search says about rows tells nothing.
      let notes = one.test.expectsNothing ? [] : result.notices.map { $0.message }
      if let problem = Self.countProblem(one.test, rows) ?? Self.fieldProblem(one, rows) {
        outcome = one.outcome(.failed, problem, rows: rows.count, notes: notes)
      } else {
        outcome = one.outcome(.passed, rows: rows.count, notes: notes)
      }
    }
  }

  /// At the place in the search, where a reader of the change looks.
  static func error(_ one: TestCase, _ diagnostic: Diagnostic) -> TestOutcome {
    var outcome = one.outcome(
      .error, "\(diagnostic.code.rawValue): \(diagnostic.message)", detail: diagnostic.rendered())
    if let span = diagnostic.span?.root.span, span.source.name == one.detection.file {
      outcome.line = span.position.line
    }
    return outcome
  }

  // MARK: Rows

  private static func countProblem(_ test: DetectionTest, _ rows: FindingRows) -> String? {
    if let expected = test.expectedValues {
      return RowComparison(expected: expected, found: rows.map { $0.row }).difference
    }
    if let exact = test.expectedRows, rows.count != exact, exact > 0 {
      return "found \(counted(rows.count)) where exactly \(exact) must be found" + first(rows)
    }
    if test.expectsNothing {
      guard !rows.isEmpty else { return nil }
      return "found \(counted(rows.count)) where nothing must be found" + first(rows)
    }
    let least = test.expectedRows ?? test.expectedResults ?? 1
    guard rows.count < least else { return nil }
    return rows.isEmpty
      ? "found nothing; `needletail explain` over the events tells why"
      : "found \(counted(rows.count)) where at least \(least) must be found"
  }

  static func counted(_ rows: Int) -> String { rows == 1 ? "1 row" : "\(rows) rows" }

  private static func first(_ rows: FindingRows) -> String {
    guard let row = rows.first?.row else { return "" }
    let fields = row.fields.filter { !$0.values.isEmpty }.prefix(6).map { field in
      "\(field.name)=\(field.values.joined(separator: ", "))"
    }
    return "; the first: " + fields.joined(separator: " ")
  }

  // MARK: Fields

  /// Source: contentctl's unit test. A risk field that is null in a row fails the test, until the
  /// first row that has all threat fields; without such a row, each threat field must have a value
  /// in some row. The text `null`, which data models fill with, is no value.
  private static func fieldProblem(_ one: TestCase, _ rows: FindingRows) -> String? {
    guard !one.test.expectsNothing else { return nil }
    let risk = one.detection.scoredObjects.map { $0.field }
    let threats = one.detection.threatObjects.map { $0.field }
    var open = Set(threats)
    for (number, finding) in rows.enumerated() {
      let missing = risk.filter { !hasValue($0, finding.row) }
      if !missing.isEmpty {
        return "row \(number + 1) has no value in the risk field \(quoted(missing))"
      }
      let absent = threats.filter { !hasValue($0, finding.row) }
      if absent.isEmpty { return nil }
      open.formIntersection(absent)
    }
    let missing = threats.filter { open.contains($0) }
    guard !missing.isEmpty else { return nil }
    return "no row has a value in the threat field \(quoted(missing))"
  }

  static func hasValue(_ field: String, _ row: ResultRow) -> Bool {
    row[field].contains { $0 != "null" }
  }

  private static func quoted(_ fields: [String]) -> String {
    fields.map { "`\($0)`" }.joined(separator: ", ")
  }
}
