import Foundation
import Testing

/// What `content`, `explain` and the session say about content.
///
/// Source: the command line contract in the README.
@Suite struct ContentCommandTests {
  private let folder: TemporaryFolder
  private let log: String

  init() throws {
    folder = try TemporaryFolder()
    log = try folder.write("audit.log", Sample.events(3).joined(separator: "\n") + "\n")
    try folder.write(
      "content/detections/works.yml", detection("Works", "verb=create | stats count by verb", 1))
    try folder.write(
      "content/detections/later.yml", detection("Later", "verb=create | nosuchcommand", 2))
    try folder.write("content/detections/broken.yml", "name: Broken\nsearch: [")
    try folder.write(
      "content/macros/where.yml",
      "name: where_events_are\ndefinition: source=nowhere\ndescription: d\n")
    try folder.write(
      "content/detections/asks.yml",
      detection("Asks", "`where_events_are` | stats count by verb", 3))
  }

  private func detection(_ name: String, _ search: String, _ number: Int) -> String {
    """
    name: \(name)
    id: 00000000-0000-4000-8000-00000000000\(number)
    version: 1
    date: '2026-01-15'
    author: A
    status: production
    type: Anomaly
    description: d
    data_source: []
    search: '\(search) | `\(name.lowercased())_filter`'
    how_to_implement: h
    known_false_positives: k
    references: []
    rba:
      message: Saw $verb$
      risk_objects:
      - field: verb
        type: other
        score: 10
      threat_objects: []
    tags:
      analytic_story: []
      asset_type: Kubernetes
      mitre_attack_id: []
      product: []
      security_domain: audit
    """
  }

  private var content: [String] { ["--content", folder.path + "/content"] }

  @Test func everyDetectionIsListedWithItsVerdict() throws {
    let run = try Program.run(["content", "list", "--format", "ndjson"] + content)
    let lines = try ObjectLine.all(run).filter { $0["kind"] == ["detection"] }
    for line in lines {
      let keys = Set(line.members.keys)
      let wanted: Set<String> = [
        "kind", "name", "id", "type", "status", "file", "enabled", "parses", "runs", "diagnostics",
      ]
      #expect(wanted.isSubset(of: keys), "\(keys)")
    }
    let works = try #require(lines.first { $0["name"] == ["Works"] }, "\(run.summary)")
    #expect(works.members["runs"] as? Bool == true)
    #expect(works.objects("diagnostics").isEmpty)
    let later = try #require(lines.first { $0["name"] == ["Later"] }, "\(run.summary)")
    #expect(later.members["runs"] as? Bool == false)
    let diagnostic = try #require(later.objects("diagnostics").first)
    #expect(Set(["code", "message", "line", "column"]).isSubset(of: diagnostic.keys))
    #expect(diagnostic["line"] as? Int == 10)
  }

  /// One bad file hides none of the others.
  @Test func theOthersRun() throws {
    let run = try Program.run(["detect", log] + content)
    let names = try ObjectLine.all(run).map { $0["detection"] }
    #expect(names == [["Works"]], "\(run.summary)")
    #expect(run.errors.contains("nosuchcommand"), "\(run.errors)")
    #expect(run.errors.contains("broken.yml"), "\(run.errors)")
    #expect(run.errors.contains("later.yml:10:"), "\(run.errors)")
  }

  @Test func macrosAreOverridden() throws {
    let asked = try Program.run(["detect", log, "--only", "Asks"] + content)
    #expect(asked.status == 0 && asked.output.isEmpty, "\(asked.summary)")
    let macro = ["--macro", "where_events_are=source=kubernetes"]
    let told = try Program.run(["detect", log, "--only", "Asks"] + macro + content)
    #expect(told.lines.count == 1, "\(told.summary)")
    let filter = ["--macro", "asks_filter=search verb=delete"]
    let filtered = try Program.run(["detect", log, "--only", "Asks"] + macro + filter + content)
    #expect(filtered.status == 0 && filtered.output.isEmpty, "\(filtered.summary)")
  }

  @Test func detectionsArePickedByNameOrId() throws {
    for glob in ["works", "W?rks", "*ork*", "00000000-0000-4000-8000-000000000001"] {
      let run = try Program.run(["detect", log, "--only", glob] + content)
      #expect(run.lines.count == 1, "\(glob): \(run.summary)")
    }
  }

  @Test func manySearchesAreJudgedAtOnce() throws {
    let file = try folder.write(
      "searches.ndjson",
      [
        #"{"id":"a","spl":"verb=create | stats count"}"#, #"{"id":"b","spl":"verb=\"create"}"#,
        #"{"id":"c","spl":"| eval n=nosuch(1)"}"#,
      ].joined(separator: "\n"))
    for run in [
      try Program.run(["explain", "--batch", file] + content),
      try Program.run(["explain", "--batch", "-"] + content, input: file),
    ] {
      let lines = try ObjectLine.all(run)
      #expect(run.status == 0, "\(run.summary)")
      #expect(lines.map { $0["id"] } == [["a"], ["b"], ["c"]])
      #expect(lines.map { $0.members["parses"] as? Bool } == [true, false, false])
      #expect(lines.map { $0.members["runs"] as? Bool } == [true, false, false])
      #expect(lines.map { $0["code"] } == [[], ["SPL1001"], ["SPL3001"]])
    }
  }

  @Test func thePlanNamesLiteralsAndFields() throws {
    let run = try Program.run(
      ["explain", "verb=create objectRef.resource=cronjobs | stats count by user.username"]
        + content)
    #expect(run.status == 0, "\(run.summary)")
    let prefilter = try #require(run.lines.first { $0.contains("prefilter") })
    #expect(prefilter.contains("cronjobs"))
    let fields = try #require(run.lines.first { $0.contains("fields") })
    #expect(fields.contains("user.username") && !fields.contains("requestObject"))
  }

  /// Without `--content` the pack that ships with the program is used, from any folder.
  @Test func thePackIsFoundFromAnywhere() throws {
    let run = try Program.run(["detect", log, "--only", "Kubernetes Cron Job Creation"])
    #expect(run.status == 0, "\(run.summary)")
    #expect(run.lines.count == 3, "\(run.summary)")
  }

  @Test func lookupsAreGiven() throws {
    let table = try folder.write("owners.csv", "name,owner\njane,platform\n")
    let run = try Program.run(
      [
        "search",
        "verb=create | lookup owners name AS user.username OUTPUT owner | stats count by owner",
        log, "--lookup", "owners=\(table)",
      ] + content)
    #expect(run.lines == [#"{"owner":"platform","count":"3"}"#], "\(run.summary)")
    let missing = try Program.run(
      ["search", "verb=create | lookup nosuch name", log] + content)
    #expect(missing.status == 2, "\(missing.summary)")
    #expect(missing.errors.contains("SPL4007"), "\(missing.errors)")
  }
}
