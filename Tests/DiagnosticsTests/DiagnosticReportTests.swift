import Diagnostics
import Foundation
import Testing

struct DiagnosticReportTests {
  private static let source = SourceText(
    name: "/repo/detections/a b.yml", text: "name: Ünï\nsearch: x, y: 100%\n")
  private static let diagnostic = Diagnostic(
    .unknownFunction, "unknown `x`: 100%, no\nmore", at: Span(source, 20..<21),
    help: "did you mean `y`?", severity: .warning)

  /// Source: GitHub, workflow commands for GitHub Actions, and the escapes of its toolkit.
  @Test func gitHubAnnotationEscapesItsParts() {
    #expect(
      Self.diagnostic.gitHubAnnotation(from: ReportFolder("/repo"))
        == "::warning file=detections/a b.yml,line=2,col=9,endColumn=10,title=SPL3001"
        + "::unknown `x`: 100%25, no%0Amore%0Adid you mean `y`?")
    let odd = SourceText(name: "a,b:c.yml", text: "x")
    #expect(
      Diagnostic(.emptyMacro, "m", at: odd.wholeSpan, severity: .note).gitHubAnnotation()
        == "::notice file=a%2Cb%3Ac.yml,line=1,col=1,endColumn=2,title=CNT2201::m")
  }

  /// Source: OASIS SARIF 2.1.0, 3.13 (log), 3.14 (run), 3.27 (result), 3.30 (region).
  @Test func sarifHoldsToItsShape() throws {
    let text = DiagnosticSARIF.text([Self.diagnostic], version: "1.2", from: ReportFolder("/repo"))
    let log = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: [String: Any]])?["driver"])
    #expect(driver["name"] as? String == "needletail")
    let rules = try #require(driver["rules"] as? [[String: Any]])
    #expect(rules.map { $0["id"] as? String } == ["SPL3001"])
    let result = try #require((run["results"] as? [[String: Any]])?.first)
    #expect(result["ruleId"] as? String == "SPL3001")
    #expect(result["ruleIndex"] as? Int == 0)
    #expect(result["level"] as? String == "warning")
    let location = try #require((result["locations"] as? [[String: Any]])?.first)
    let physical = try #require(location["physicalLocation"] as? [String: [String: Any]])
    #expect(physical["artifactLocation"]?["uri"] as? String == "detections/a%20b.yml")
    #expect(physical["region"]?["startLine"] as? Int == 2)
    #expect(physical["region"]?["startColumn"] as? Int == 9)
    #expect(physical["region"]?["endColumn"] as? Int == 10)
  }

  /// Source: GitLab, Code Quality report format: each fingerprint is unique.
  @Test func gitLabFingerprintsAreUnique() throws {
    let text = DiagnosticGitLab.text(
      [Self.diagnostic, Self.diagnostic], from: ReportFolder("/repo"))
    let entries = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(entries.map { $0["severity"] as? String } == ["minor", "minor"])
    #expect(Set(entries.compactMap { $0["fingerprint"] as? String }).count == 2)
    let location = try #require(entries[0]["location"] as? [String: Any])
    #expect(location["path"] as? String == "detections/a b.yml")
  }

  @Test func jsonSaysWhatIsNotKnown() throws {
    let text = Diagnostic(.unreadableFile, "cannot read \"a\"", at: nil).json()
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["message"] as? String == "cannot read \"a\"")
    #expect(object["line"] is NSNull && object["file"] is NSNull)
  }

  @Test func everyRuleOfContentHasAPage() {
    let fallback = "A content file holds to its format."
    let codes = DiagnosticCode.allCases.filter { $0.rawValue.hasPrefix("CNT2") }
    #expect(codes.filter { $0.reference.explanation == fallback } == [])
    #expect(codes.count > 60)
  }
}
