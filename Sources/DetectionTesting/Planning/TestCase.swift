package import Content
import Diagnostics

/// One test of one detection, unit or integration.
package struct TestCase: Sendable {
  package let detection: Detection
  package let test: DetectionTest
  package let kind: TestOutcome.Kind
  /// Where its outcome stands among all.
  package let position: Int

  /// An outcome of this test.
  package func outcome(
    _ verdict: TestOutcome.Verdict, _ message: String? = nil, rows: Int = 0,
    detail: String? = nil, notes: [String] = []
  ) -> TestOutcome {
    let place = (test.span ?? detection.nameSpan).position
    return TestOutcome(
      detection: detection.name, test: test.name, kind: kind, verdict: verdict, rows: rows,
      message: message, detail: detail, notes: notes, file: detection.file, line: place.line)
  }
}
