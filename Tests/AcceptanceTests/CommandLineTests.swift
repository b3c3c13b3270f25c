import Foundation
import Testing

/// Exit codes, forms of output and ways of input.
///
/// Source: the command line contract in the README.
@Suite struct CommandLineTests {
  private let folder: TemporaryFolder
  private let log: String
  private let pack = ["--content", Program.root + "/Content"]

  init() throws {
    folder = try TemporaryFolder()
    log = try folder.write("audit.log", Sample.events(3).joined(separator: "\n") + "\n")
  }

  private func search(_ spl: String, _ rest: String...) throws -> Program.Run {
    try Program.run(["search", spl] + rest + pack)
  }

  @Test func aSearchGivesItsRows() throws {
    let run = try search("verb=create | stats count by user.username", log)
    #expect(run.status == 0, "\(run.summary)")
    #expect(run.output == #"{"user.username":"jane","count":"3"}"# + "\n")
    #expect(!run.errors.contains("error"), "\(run.summary)")
  }

  @Test func eventsAreTheNewestFirstAndWhole() throws {
    let run = try search("verb=create | table objectRef.name user.groups{}", log)
    #expect(
      run.lines
        == [2, 1, 0].map {
          #"{"objectRef.name":"job-\#($0)","user.groups{}":["dev","system:authenticated"]}"#
        })
  }

  @Test func wrongUsageIsTwo() throws {
    for arguments in [
      ["nosuch"], ["search"], ["search", "verb=create", "--nosuch", log],
      ["search", "verb=create", log, "--format", "xml"],
      ["search", "verb=create", log, "--earliest", "yesterday-ish"],
      ["search", "verb=create", log, "--timezone", "Mars/Olympus"],
      ["search", "verb=create", log, "--macro", "nodefinition"],
      ["detect", "--only", "No Such Detection", log],
    ] {
      let run = try Program.run(arguments + (arguments[0] == "nosuch" ? [] : pack))
      #expect(run.status == 2, "\(arguments): \(run.summary)")
      #expect(!run.errors.isEmpty && run.output.isEmpty, "\(arguments): \(run.summary)")
      #expect(!run.errors.contains("ExitCode"), "\(arguments): \(run.summary)")
    }
  }

  @Test(arguments: [
    ("verb=create |", "SPL1003"), ("verb=create | stast count", "SPL3002"),
    ("verb=create | eval n=length(user)", "SPL3001"), ("verb=create | `nosuch`", "SPL2001"),
    ("verb=\"create", "SPL1001"), ("verb=create | stats count by", "SPL"),
  ])
  func wrongSearchesAreTwoAndPointAtThePlace(spl: String, code: String) throws {
    let run = try search(spl, log)
    #expect(run.status == 2, "\(run.summary)")
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("error[\(code)"), "\(run.summary)")
    #expect(run.errors.contains("--> <search>:1:"), "\(run.summary)")
    #expect(run.errors.contains("^"), "\(run.summary)")
  }

  @Test func aMissingFileIsThreeAndTheOthersAreRead() throws {
    let missing = folder.path + "/missing.log"
    let run = try search("verb=create | stats count", missing, log)
    #expect(run.status == 3, "\(run.summary)")
    #expect(run.errors.contains(missing), "\(run.summary)")
    #expect(!run.errors.contains("ExitCode"), "\(run.summary)")
    #expect(run.output == #"{"count":"3"}"# + "\n")
    let content = try Program.run(
      ["search", "verb=create", log, "--content", folder.path + "/nowhere"])
    #expect(content.status == 3, "\(content.summary)")
  }

  @Test func findingsAreOneOnlyWhenAsked() throws {
    let only = [
      "--only", "Kubernetes Cron Job Creation", "--now", "2026-01-15T12:30:00Z",
    ]
    let quiet = try Program.run(["detect", log] + only + pack)
    #expect(quiet.status == 0, "\(quiet.summary)")
    #expect(!quiet.lines.isEmpty)
    let loud = try Program.run(["detect", log, "--fail-on-finding"] + only + pack)
    #expect(loud.status == 1, "\(loud.summary)")
    #expect(loud.output == quiet.output)
    #expect(!loud.errors.contains("ExitCode"), "\(loud.summary)")
    let empty = try folder.write("quiet.log", Sample.event(1, verb: "get") + "\n")
    let none = try Program.run(["detect", empty, "--fail-on-finding"] + only + pack)
    #expect(none.status == 0, "\(none.summary)")
    #expect(none.output.isEmpty)
  }

  @Test func theHelpIsFine() throws {
    for arguments in [["--help"], ["search", "--help"], ["detect", "--help"], ["--version"]] {
      let run = try Program.run(arguments)
      #expect(run.status == 0, "\(arguments): \(run.summary)")
      #expect(!run.output.isEmpty)
    }
  }

  // MARK: Forms

  private let rows =
    "| makeresults format=csv data=\"a,b\n1,x y\n2,\" | eval m=split(\"p,q\",\",\") | table a b m"

  @Test func formsOfOutput() throws {
    let ndjson = try search(rows, "--format", "ndjson")
    #expect(
      ndjson.lines.map { $0.replacing(#""b":"","#, with: "") } == [
        #"{"a":"1","b":"x y","m":["p","q"]}"#, #"{"a":"2","m":["p","q"]}"#,
      ])
    let json = try search(rows, "--format", "json")
    let list = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(list?.count == 2)
    #expect(list?.first?["m"] as? [String] == ["p", "q"])
    let csv = try search(rows, "--format", "csv")
    #expect(csv.output == "a,b,m\n1,x y,\"p\nq\"\n2,,\"p\nq\"\n")
    let table = try search(rows, "--format", "table")
    #expect(table.lines.first?.split(separator: " ").map(String.init) == ["a", "b", "m"])
    #expect(table.output.contains("x y"))
    let raw = try search("verb=create", log, "--format", "raw")
    #expect(raw.lines == Sample.events(3).reversed())
    for run in [ndjson, json, csv, table, raw] { #expect(run.status == 0, "\(run.summary)") }
  }

  @Test func noRowsAreStillAWholeDocument() throws {
    let json = try search("verb=nothing | table a", log, "--format", "json")
    #expect(json.status == 0)
    let list = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [Any]
    #expect(list?.isEmpty == true)
    #expect(try search("verb=nothing | table a", log).output.isEmpty)
  }

  @Test func findingsHaveTheContractsMembers() throws {
    let run = try Program.run(
      ["detect", log, "--only", "Kubernetes Cron Job Creation", "--format", "ndjson"] + pack)
    let line = try #require(try ObjectLine.all(run).first)
    #expect(line["detection"] == ["Kubernetes Cron Job Creation"])
    #expect(!line["id"].isEmpty && !line["type"].isEmpty && !line["time"].isEmpty)
    #expect(!line.object("result").isEmpty)
    let risk = try #require(line.objects("risk").first)
    for member in ["risk_object", "risk_object_type", "risk_score", "risk_message"] {
      #expect(risk[member] != nil, "\(member)")
    }
    for threat in line.objects("threat_objects") {
      #expect(Set(["field", "type", "value"]).isSubset(of: threat.keys))
    }
    let annotations = line.object("annotations")
    #expect(annotations["mitre_attack"] as? [String] == ["T1053.007"])
    #expect(annotations["analytic_story"] is [String])
    #expect(!run.errors.isEmpty, "a summary on standard error")
  }

  // MARK: Input

  @Test func standardInputIsAFile() throws {
    let run = try Program.run(["search", "verb=create | stats count", "-"] + pack, input: log)
    #expect(run.output == #"{"count":"3"}"# + "\n", "\(run.summary)")
    #expect(run.status == 0)
  }

  @Test func foldersAreReadToTheirEnd() throws {
    try folder.write("tree/b.log", Sample.event(4) + "\n" + Sample.event(5))
    try folder.write("tree/deep/er/c.json", "[" + Sample.event(6) + "," + Sample.event(7) + "]")
    try folder.write("tree/a.log", "")
    let run = try search(
      "verb=create | table objectRef.name | sort objectRef.name", folder.path + "/tree")
    #expect(run.status == 0, "\(run.summary)")
    #expect(run.lines == (4...7).map { #"{"objectRef.name":"job-\#($0)"}"# }, "\(run.summary)")
  }

  @Test func packedFilesAreReadAsTheyAre() throws {
    guard
      let gzip = ["/usr/bin/gzip", "/bin/gzip"].first(where: {
        FileManager.default.isExecutableFile(atPath: $0)
      })
    else { return }
    let copy = try folder.write("packed.log", Sample.events(50).joined(separator: "\n"))
    let process = Process()
    process.executableURL = URL(filePath: gzip)
    process.arguments = [copy]
    try process.run()
    process.waitUntilExit()
    let run = try search("verb=create | stats count", copy + ".gz")
    #expect(run.output == #"{"count":"50"}"# + "\n", "\(run.summary)")
    let input = try Program.run(
      ["search", "verb=create | stats count", "-"] + pack, input: copy + ".gz")
    #expect(input.output == #"{"count":"50"}"# + "\n", "\(input.summary)")
  }

  @Test func rowsAreHandedToTheFirstPipe() throws {
    let file = try folder.write(
      "rows.ndjson", #"{"a":"1","m":["x","y"]}"# + "\n" + #"{"a":null,"m":"z"}"# + "\n")
    let run = try search("| eval n=mvcount(m) | table a m n", "--rows", file)
    #expect(
      run.lines == [#"{"a":"1","m":["x","y"],"n":"2"}"#, #"{"m":"z","n":"1"}"#], "\(run.summary)")
  }

  @Test func metadataAndMacrosAreSaid() throws {
    let labels = try search(
      "verb=create | stats count by source sourcetype host index", log, "--source", "s",
      "--sourcetype", "t", "--host", "h", "--index", "i")
    #expect(
      labels.lines == [#"{"source":"s","sourcetype":"t","host":"h","index":"i","count":"3"}"#],
      "\(labels.summary)")
    let plain = try search("source=kubernetes sourcetype=_json | stats count", log)
    #expect(plain.lines == [#"{"count":"3"}"#])
    let macro = try search(
      "`who(jane)` | stats count", log, "--macro", "who(name)=user.username=$name$")
    #expect(macro.lines == [#"{"count":"3"}"#], "\(macro.summary)")
  }

  @Test func theTimeRangeHasItsStartAndNotItsEnd() throws {
    let run = try search(
      "verb=create | table objectRef.name", log, "--earliest", "2026-01-15T12:00:00Z", "--latest",
      "2026-01-15T12:00:02Z")
    #expect(run.lines.count == 2, "\(run.summary)")
    let relative = try search(
      "verb=create | stats count", log, "--now", "2026-01-15T12:01:00Z", "--earliest", "-1m@m")
    #expect(relative.lines == [#"{"count":"3"}"#], "\(relative.summary)")
  }

  /// SPL's `earliest=` and `latest=` in the search win over the options.
  @Test func aSearchSaysItsTimeRangeItself() throws {
    let run = try search("verb=create latest=1768478401 | stats count", log)
    #expect(run.lines == [#"{"count":"1"}"#], "\(run.summary)")
  }

  @Test func aSearchOfEventsNeedsSomethingToRead() throws {
    let run = try search("verb=create | stats count")
    #expect(run.status == 2, "\(run.summary)")
  }
}
