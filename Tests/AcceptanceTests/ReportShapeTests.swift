import Foundation
import Testing

/// The reports of `validate` and `test` hold to the published forms, whatever they are about.
@Suite struct ReportShapeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(".git/HEAD", "")
    try folder.write("macros/events.yml", "name: events\nid: x\ndefinition: verb=create\n")
    try write("good", 1, search: "`events` | stats count by user.username")
    try write("wrong search, ünï", 2, search: "`events` | eval n=length(user.username)")
    try write("finds <nothing> & \\\"more\\\"", 3, search: "verb=delete | table user.username")
    try write(
      "no data", 4,
      tests: "- {name: T, attack_data: [{data: 'https://example.com/x', source: s, sourcetype: t}]}"
    )
    try folder.write("detections/my tests/100% (a).yml", "name: [\n")
    try folder.write("detections/empty.yml", "")
    try folder.write("detections/bytes.yml", Data([0x6e, 0xff, 0x00]))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/detections/gone.yml", withDestinationPath: folder.path + "/nowhere")
  }

  private func write(
    _ name: String, _ number: Int, search: String = "verb=create | table user.username",
    tests: String? = nil
  ) throws {
    try folder.write(
      "detections/d\(number).yml",
      Sample.detection(
        number, name: name, search: search,
        tests: tests ?? "- {name: 'T <1>', events: ['\(Sample.events(1)[0])']}"))
  }

  private func text(_ name: String) throws -> String { try folder.text(name) }

  @Test(arguments: [".", "detections"])
  func validationAsSARIF(_ place: String) throws {
    let run = try Program.run(
      ["validate", ".", "--level", "note", "--format", "sarif"], in: folder.path + "/" + place)
    #expect(run.status == 1, "\(run.summary)")
    let shape = SARIFShape(run.output)
    #expect(shape.problems == [], "\(run.summary)")
    #expect(Set(shape.ruleIDs).isSuperset(of: ["CNT1001", "CNT1002", "SPL3001"]))
    // From the root of the repository, wherever the program was started.
    #expect(run.output.contains(#""uri":"detections/my%20tests/100%25%20%28a%29.yml""#))
  }

  @Test func validationWithoutFindingsAsSARIF() throws {
    let file = try folder.write(
      "alone/macros/a_macro.yml",
      """
      name: a_macro
      id: 00000000-0000-4000-8000-000000000009
      version: 1
      creation_date: '2026-01-15'
      modification_date: '2026-01-15'
      author: A
      description: A macro that is fine.
      definition: verb=create

      """)
    let run = try Program.run(
      ["validate", file, "--format", "sarif", "--now", "2026-11-24T00:00:00Z"])
    #expect(run.status == 0, "\(run.summary)")
    let shape = SARIFShape(run.output)
    #expect(shape.problems == [])
    #expect(shape.results.isEmpty)
  }

  @Test(arguments: [".", "detections"])
  func testsAsSARIFAndJUnit(_ place: String) throws {
    let (sarif, junit) = (folder.path + "/tests.sarif", folder.path + "/junit.xml")
    let run = try Program.run(
      ["test", ".", "--report", "sarif=" + sarif, "--report", "junit=" + junit],
      in: folder.path + "/" + place)
    #expect(run.status == 1, "\(run.summary)")
    // Two tests of each detection, of which one detection passes; four files cannot be read.
    let sarifText = try text("tests.sarif")
    let log = SARIFShape(sarifText)
    #expect(log.problems == [], "\(run.summary)")
    #expect(log.results.count == 6 + 4, "\(sarifText)")
    #expect(sarifText.contains(#""uri":"detections/d2.yml""#))
    let junitText = try text("junit.xml")
    let report = JUnitShape(junitText)
    #expect(report.problems == [], "\(junitText)")
    #expect(report.counts["testsuite"] == 2)
    #expect(report.counts["testcase"] == 8 + 4, "\(junitText)")
    #expect(report.counts["failure"] == 2, "finds nothing")
    #expect(report.counts["error"] == 4 + 2 + 2, "files, wrong search, no data")
  }
}
