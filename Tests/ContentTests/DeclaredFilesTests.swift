import Content
import Diagnostics
import EventModel
import QueryPlan
import Testing

/// Files of `sourcetypes/`, `eventtypes/` and `data_models/`.
@Suite struct DeclaredFilesTests {
  private static let rules = """
    name: Sample
    description: Sample.
    sourcetypes: ["a:*", b]
    sources: ['x y']
    extract:
    - kind: windows-xml
    - kind: regex
      field: message
      pattern: '(?<user>\\S+)'
    - kind: delimited
      delimiter: " "
      names: [one, "-", two]
    aliases:
      src: [ip, address]
      dest: host
      app: {sources: [service], overwrite: true}
    evals:
      action: if(x="y", "z", null())
    lookups:
    - lookup: codes
      input: {code: EventCode}
      output: {text: signature}
    """

  private func source(_ text: String) -> SourceText { SourceText(name: "a.yml", text: text) }

  @Test func sourcetypeRules() throws {
    let file = try DeclaredText.sourcetypeRules(source(Self.rules))
    #expect(file.sourcetypes == ["a:*", "b"])
    #expect(file.sources == ["x y"])
    #expect(file.openInputs == ["_raw", "message"])
    let rules = try file.rules()
    #expect(rules.name == "Sample")
    #expect(
      rules.extractions.map { $0.kind } == [
        .windowsXML, .regex(#"(?<user>\S+)"#),
        .delimited(by: " ", names: ["one", "-", "two"]),
      ])
    #expect(rules.extractions.map { $0.field } == ["_raw", "message", "_raw"])
    #expect(
      rules.aliases == [
        .init("src", ["ip", "address"]), .init("dest", ["host"]),
        .init("app", ["service"], overwrites: true),
      ])
    #expect(rules.calculations.map { $0.target } == ["action"])
    #expect(rules.calculations[0].expression.text == #"if(x="y", "z", null())"#)
    #expect(rules.calculations[0].expression.position.line == 18)
    #expect(rules.lookups[0].inputs == [.init(column: "code", field: "EventCode")])
    #expect(rules.lookups[0].outputs == [.init(column: "text", field: "signature")])
  }

  @Test func times() throws {
    let file = try DeclaredText.sourcetypeRules(
      source(
        """
        name: Sample
        sourcetypes: [a]
        time:
        - pattern: 'at=(\\S+)'
          zone: Europe/Berlin
        - key: event.created
          format: '%d/%m/%Y'
        """))
    #expect(file.hasTimes)
    let times = try file.rules().times
    #expect(times.map { $0.place } == [.pattern(#"at=(\S+)"#), .member(["event", "created"])])
    #expect(times.map { $0.zone?.identifier } == ["Europe/Berlin", nil])
    #expect(times.map { $0.format != nil } == [false, true])
    #expect(times[0].span.position.line == 4)
    #expect(try !DeclaredText.sourcetypeRules(source(Self.rules)).hasTimes)
  }

  /// The glance at a file may say yes too often, never no where the rules set a field.
  @Test func aGlanceFindsWhatRulesSet() throws {
    let file = try DeclaredText.sourcetypeRules(source(Self.rules))
    for field in ["user", "one", "two", "src", "dest", "app", "action", "signature"] {
      #expect(file.defines(field), "\(field)")
    }
    for field in ["x", "y", "sourcetypes", "description"] {
      #expect(!file.defines(field), "\(field)")
    }
  }

  @Test func otherWaysOfWriting() throws {
    let file = try DeclaredText.sourcetypeRules(
      source(
        """
        name: Block
        sourcetypes:
        - one
        - "two"
        aliases: {"src": [ip], 'dest.ip': [host]}
        evals:
          "quoted name": coalesce(a, b)
        """))
    #expect(file.sourcetypes == ["one", "two"])
    #expect(file.sources == [])
    #expect(file.openInputs == nil)
    #expect(file.defines("src"))
    #expect(file.defines("dest.ip"))
    #expect(file.defines("quoted name"))
    #expect(!file.defines("ip"))
  }

  @Test(arguments: [
    ("name: a\nextract: []\n", DiagnosticCode.missingKey),
    ("name: a\nsourcetypes: [x]\nextracts: []\n", .unknownKey),
    ("name: a\nsourcetypes: [x]\nextract:\n- kind: regx\n  pattern: a\n", .wrongType),
    ("name: a\nsourcetypes: [x]\nextract:\n- kind: regex\n", .missingKey),
    ("name: a\nsourcetypes: [x]\ntime:\n- format: '%s'\n", .missingKey),
    ("name: a\nsourcetypes: [x]\ntime:\n- {key: a, zone: Nowhere}\n", .invalidValue),
    ("name: a\nsourcetypes: [x]\nlookups:\n- input: {a: b}\n  output: {c: d}\n", .missingKey),
    ("name: a\nsourcetypes: [x]\nevals:\n  \"s\\x72c\": a\n", .wrongType),
    ("- name: a\n  sourcetypes: [x]\n- name: b\n  sourcetypes: [x]\n", .wrongType),
  ])
  func faults(_ text: String, _ code: DiagnosticCode) {
    do {
      _ = try DeclaredText.sourcetypeRules(source(text)).rules()
      Issue.record("no fault in \(text)")
    } catch {
      #expect((error as? Diagnostic)?.code == code, "\(error)")
      #expect((error as? Diagnostic)?.span?.source.name == "a.yml")
    }
  }

  @Test func eventtypes() throws {
    let found = try DeclaredText.eventtypes(
      source("- {name: a, search: x=1, tags: [t, u]}\n- {name: b, search: y=2}\n"))
    #expect(found.map { $0.name } == ["a", "b"])
    #expect(found[0].tags == ["t", "u"])
    #expect(found[1].search.text == "y=2")
  }

  @Test func dataModels() throws {
    let text = """
      name: M
      datasets:
      - name: Root
        constraint: tag=x
        fields: [a]
        evals: {b: upper(a)}
      - name: Child
        parent: Root
        constraint: a=1
      """
    let model = try #require(try DeclaredText.dataModels(source(text)).first)
    let child = try #require(model.dataset(named: "Child"))
    #expect(model.lineage(of: child).map { $0.name } == ["Root", "Child"])
    #expect(model.datasets[0].calculations.map { $0.target } == ["b"])
    #expect(throws: Diagnostic.self) {
      try DeclaredText.dataModels(source(text.replacing("parent: Root", with: "parent: Rot")))
    }
  }

  @Test func laterFoldersReplace() throws {
    try Samples.withFolder([
      "one/sourcetypes/a.yml": "name: A\nsourcetypes: [a]\n",
      "one/sourcetypes/b.yml": "name: B\nsourcetypes: [b]\n",
      "one/eventtypes/e.yml": "- {name: e, search: x=1}\n- {name: f, search: x=2}\n",
      "one/data_models/m.yml": "name: M\ndatasets:\n- name: One\n",
      "two/sourcetypes/a.yml": "name: A\nsourcetypes: [c]\n",
      "two/eventtypes/other.yml": "{name: e, search: x=3}\n",
      "two/data_models/mine.yml": "name: M\ndatasets:\n- name: Two\n",
    ]) { folder in
      let store = ContentStore(folders: [folder + "/one", folder + "/two"])
      let knowledge = ContentKnowledge(store)
      let rules = try knowledge.sourcetypeRules
      let eventtypes = try knowledge.eventtypes
      let model = try knowledge.dataModel(named: "M")
      let none = try knowledge.dataModel(named: "N")
      #expect(rules.map { $0.sourcetypes } == [["c"], ["b"]])
      #expect(eventtypes.map { $0.search.text } == ["x=3", "x=2"])
      #expect(model?.datasets.map { $0.name } == ["Two"])
      #expect(none == nil)
      #expect(Set(knowledge.dataModelNames) == ["M"])
      #expect(store.library().diagnostics.isEmpty)
    }
  }
}
