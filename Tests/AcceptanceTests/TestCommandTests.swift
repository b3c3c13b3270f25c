import Foundation
import Testing

/// `test`, as a pipeline uses it.
///
/// Source: the command line contract: an object an outcome with `detection, test, kind, outcome,
/// rows, seconds, message`; exit code 1 when a test did not pass.
@Suite struct TestCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ name: String, _ number: Int, tests: String) throws {
    try folder.write(
      "content/detections/\(name).yml",
      Sample.detection(
        number, name: name, search: "verb=create | stats count by user.username", tests: tests))
  }

  private func outcomes(_ run: Program.Run) throws -> [String] {
    try run.lines.map { line in
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let keys = ["detection", "test", "kind", "outcome", "rows", "seconds", "message"]
      #expect(Set(keys).isSubset(of: object.keys), "\(line)")
      return ["detection", "kind", "outcome"].map { object[$0] as? String ?? "-" }
        .joined(separator: " ")
    }
  }

  private let good = "- {name: T, events: ['\(Sample.events(1)[0])']}"

  @Test func aGoodAndABadDetection() throws {
    try write("good", 1, tests: good)
    try write("bad", 2, tests: "- {name: T, expected_rows: 7, events: ['\(Sample.events(1)[0])']}")
    let content = folder.path + "/content"
    let junit = folder.path + "/junit.xml"
    let run = try Program.run(["test", content, "--report", "junit=" + junit])
    #expect(run.status == 1, "\(run.summary)")
    #expect(
      try outcomes(run) == [
        "bad unit failed", "bad integration passed", "good unit passed", "good integration passed",
      ], "\(run.summary)")
    #expect(run.errors.contains("2 detections, 4 tests: 3 passed, 1 failed"), "\(run.summary)")
    let report = try String(contentsOfFile: junit, encoding: .utf8)
    #expect(report.contains("tests=\"2\" failures=\"1\""))
    let file = try Program.run(["test", content + "/detections/good.yml", "--format", "table"])
    #expect(file.status == 0 && file.output.isEmpty, "\(file.summary)")
  }

  @Test func missingDataIsNoPassUnlessAllowed() throws {
    try write("good", 1, tests: good)
    let data =
      "- {name: T, attack_data: [{data: 'https://example.com/x.log', source: s, sourcetype: t}]}"
    try write("gone", 2, tests: data)
    let content = folder.path + "/content"
    let run = try Program.run(["test", content, "--kind", "unit"])
    #expect(run.status == 1)
    #expect(try outcomes(run) == ["gone unit missing-data", "good unit passed"])
    let lenient = try Program.run(["test", content, "--kind", "unit", "--allow-missing-data"])
    #expect(lenient.status == 0, "\(lenient.summary)")
  }

  @Test func wrongUsage() throws {
    #expect(try Program.run(["test", "/nowhere/at/all"]).status == 3)
    try write("good", 1, tests: good)
    let content = folder.path + "/content"
    #expect(try Program.run(["test", content, "--only", "nope"]).status == 2)
    #expect(try Program.run(["test", content, "--report", "pdf=x"]).status == 2)
    #expect(try Program.run(["test", content, "--since", "HEAD"]).status == 2)
  }

  @Test func underAPolicyThatRecordsNothing() throws {
    try write("good", 1, tests: good)
    let policy = try folder.write(
      "policy.yaml", "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: None\n")
    let run = try Program.run(["test", folder.path + "/content", "--policy", policy])
    #expect(run.status == 1)
    #expect(
      try outcomes(run) == ["good unit failed", "good integration failed"], "\(run.summary)")
  }

  @Test func explainNamesTheTermAndTheChange() throws {
    try write("good", 1, tests: good)
    let log = try folder.write("x.ndjson", #"{"verb":"get","user":{"username":"a"}}"# + "\n")
    let run = try Program.run([
      "explain", "good", log, "--content", folder.path + "/content", "--format", "json",
    ])
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any], "\(run.summary)")
    #expect(object["smallest_change"] as? [String] == [#"set verb="create""#], "\(run.summary)")
  }

  /// What cannot be read is not tested, so the run must not be green.
  @Test func aFileThatCannotBeReadFailsTheRun() throws {
    try write("good", 1, tests: good)
    try folder.write("content/detections/broken.yml", "name: [\n")
    let content = folder.path + "/content"
    let run = try Program.run(["test", content, "--kind", "unit"])
    #expect(run.status == 1, "\(run.summary)")
    #expect(
      try outcomes(run) == ["broken.yml unit error", "good unit passed"], "\(run.summary)")
    let other = try Program.run(["test", content + "/detections/good.yml"])
    #expect(other.status == 0, "\(other.summary)")
    let alone = try Program.run(["test", content + "/detections/broken.yml"])
    #expect(alone.status == 1, "\(alone.summary)")
  }

  /// Data that is not here must not hide that the search cannot run.
  @Test func aWrongSearchIsToldWithoutItsData() throws {
    let data =
      "- {name: T, attack_data: [{data: 'https://example.com/x', source: s, sourcetype: t}]}"
    try write("wrong", 1, tests: data)
    let path = folder.path + "/content/detections/wrong.yml"
    let text = try folder.text("content/detections/wrong.yml")
    try folder.write(
      "content/detections/wrong.yml",
      text.replacing("verb=create |", with: "verb=create | eval n=evil(1) |"))
    let run = try Program.run(["test", path, "--kind", "unit", "--allow-missing-data"])
    #expect(run.status == 1, "\(run.summary)")
    #expect(try outcomes(run) == ["wrong unit error"], "\(run.summary)")
  }

  @Test func aReportWithoutItsFolderIsToldFirst() throws {
    try write("good", 1, tests: good)
    let run = try Program.run(
      ["test", folder.path + "/content", "--report", "junit=\(folder.path)/no/junit.xml"])
    #expect(run.status == 3 && run.output.isEmpty, "\(run.summary)")
    #expect(run.errors.contains("there is no folder \(folder.path)/no"), "\(run.summary)")
  }

  /// "2 wrong usage, search or content": what could not run must not look like no findings.
  @Test func detectFailsOnBrokenContent() throws {
    try write("good", 1, tests: good)
    try folder.write("content/detections/broken.yml", "name: [\n")
    let log = try folder.write("audit.log", Sample.events(1)[0] + "\n")
    let content = ["--content", folder.path + "/content"]
    let run = try Program.run(["detect"] + content + [log])
    #expect(run.status == 2 && run.lines.count == 1, "\(run.summary)")
    #expect(run.errors.contains("broken.yml:"), "\(run.summary)")
    let chosen = try Program.run(["detect", "--only", "good"] + content + [log])
    #expect(chosen.status == 0 && chosen.lines.count == 1, "\(chosen.summary)")
  }
}
