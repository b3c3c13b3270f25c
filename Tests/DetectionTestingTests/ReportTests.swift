import DetectionTesting
import Diagnostics
import EventModel
import Foundation
import Testing

/// Expected structure: the schema JUnit.xsd, SARIF 2.1.0 (OASIS), GitHub's workflow commands.
@Suite struct ReportTests {
  private static let outcomes = [
    TestOutcome(
      detection: "A & B", test: "One", kind: .unit, verdict: .passed, rows: 2, seconds: 0.25,
      file: "/repo/detections/a b.yml", line: 3),
    TestOutcome(
      detection: "C", test: "Two", kind: .unit, verdict: .failed, seconds: 0.5,
      message: "found <1> \"row\"\u{1}", file: "/repo/detections/c.yml", line: 9),
    TestOutcome(
      detection: "C", test: "Two", kind: .integration, verdict: .error, message: "bad: 100%, a",
      detail: "first\nsecond", file: "/repo/detections/c.yml", line: 9),
    TestOutcome(
      detection: "D", test: "Three", kind: .integration, verdict: .missingData,
      message: "no | file", file: "/other/d.yml", line: nil),
    TestOutcome(
      detection: "E", test: "Four", kind: .integration, verdict: .skipped, message: "manual",
      file: "/repo/e.yml", line: 1),
  ]

  @Test func jUnit() {
    let report = JUnitReport(timestamp: "2026-01-05T10:00:00", hostname: "box")
    #expect(
      report.text(Array(Self.outcomes.prefix(2))) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
          <testsuite name="unit" package="needletail" id="0" timestamp="2026-01-05T10:00:00" \
        hostname="box" tests="2" failures="1" errors="0" skipped="0" time="0.750">
            <properties/>
            <testcase classname="A &amp; B" name="One" time="0.250000"/>
            <testcase classname="C" name="Two" time="0.500000">
              <failure message="found &lt;1&gt; &quot;row&quot;\u{FFFD}" type="failed">\
        found &lt;1&gt; &quot;row&quot;\u{FFFD}&#10;/repo/detections/c.yml:9</failure>
            </testcase>
            <system-out/>
            <system-err/>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func jUnitCountsMissingDataAsAnError() {
    let strict = JUnitReport(timestamp: "2026-01-05T10:00:00", hostname: "box")
    #expect(strict.text(Self.outcomes).contains("errors=\"2\" skipped=\"1\""))
    let lenient = JUnitReport(
      timestamp: "2026-01-05T10:00:00", hostname: "box", allowsMissingData: true)
    #expect(lenient.text(Self.outcomes).contains("errors=\"1\" skipped=\"2\""))
    #expect(lenient.text(Self.outcomes).contains("<skipped>no | file</skipped>"))
  }

  /// The members of an object by path, `[]` for the items of an array.
  private func paths(_ value: JSONValue, _ path: String = "") -> Set<String> {
    switch value {
    case .object(let members):
      members.reduce(into: []) { $0.formUnion(paths($1.value, path + "/" + $1.key)) }
    case .array(let items):
      items.reduce(into: []) { $0.formUnion(paths($1, path + "[]")) }
    case .string, .number, .bool, .null: [path]
    }
  }

  @Test func sarif() throws {
    let bytes = SARIFReport(version: "1.2.3", folder: ReportFolder("/repo")).text(Self.outcomes)
    let text = String(decoding: bytes, as: UTF8.self)
    let report = try JSONValue.parse(text)
    #expect(
      paths(report) == [
        "/$schema", "/version", "/runs[]/columnKind", "/runs[]/tool/driver/name",
        "/runs[]/tool/driver/semanticVersion", "/runs[]/tool/driver/rules[]/id",
        "/runs[]/tool/driver/rules[]/shortDescription/text",
        "/runs[]/tool/driver/rules[]/defaultConfiguration/level", "/runs[]/results[]/ruleId",
        "/runs[]/results[]/ruleIndex", "/runs[]/results[]/level",
        "/runs[]/results[]/message/text",
        "/runs[]/results[]/locations[]/physicalLocation/artifactLocation/uri",
        "/runs[]/results[]/locations[]/physicalLocation/region/startLine",
      ])
    #expect(text.contains(#""uri":"detections/c.yml""#))
    #expect(text.contains(#""uri":"file:///other/d.yml""#))
    #expect(text.components(separatedBy: "\"ruleId\"").count - 1 == 4)
  }

  @Test func gitHub() {
    #expect(
      GitHubReport(folder: ReportFolder("/repo")).lines(Self.outcomes) == [
        "::error file=detections/c.yml,line=9,title=C · Two (unit)::found <1> \"row\"\u{1}",
        "::error file=detections/c.yml,line=9,title=C · Two (integration)::first%0Asecond",
        "::error file=/other/d.yml,title=D · Three (integration)::no | file",
        "::notice file=e.yml,line=1,title=E · Four (integration)::manual",
      ])
  }

  @Test func markdown() {
    let text = MarkdownReport.text(Self.outcomes, folder: ReportFolder("/repo"))
    #expect(
      text.hasPrefix(
        """
        ## Detection tests

        4 detections, 5 tests: 1 passed, 1 failed, 1 could not run, 1 without data, 1 skipped.

        | | unit | integration |
        |---|---:|---:|
        | passed | 1 | 0 |
        """))
    #expect(
      text.contains("| D | Three (integration) | missing-data | no \\| file | /other/d.yml |"))
  }

  @Test func ndjsonIsTheContract() {
    #expect(
      String(decoding: TestOutcomeJSON.object(Self.outcomes[0]), as: UTF8.self)
        == #"{"detection":"A & B","test":"One","kind":"unit","outcome":"passed","rows":2,"#
        + #""seconds":0.25,"message":null,"file":"/repo/detections/a b.yml","line":3}"#)
  }

  @Test func aPersonSeesWhatDidNotPass() {
    #expect(TestText.lines(Self.outcomes[0], isBrief: true) == [])
    #expect(
      TestText.lines(Self.outcomes[1], isBrief: true) == [
        "FAIL     C · Two", "         found <1> \"row\"\\x01",
        "         at /repo/detections/c.yml:9",
      ])
  }
}
