import Content
import Diagnostics
import QueryPlan
import Testing

struct ContentKnowledgeTests {
  private let span = SourceText(name: "<search>", text: "lookup x y").wholeSpan

  private func code(_ knowledge: ContentKnowledge, _ name: String) -> DiagnosticCode? {
    do throws(Diagnostic) {
      _ = try knowledge.lookup(named: name, at: span)
      return nil
    } catch {
      return error.code
    }
  }

  private static let files = [
    "lookups/ports.yml":
      "name: ports\nfilename: ports.csv\nmatch_type: WILDCARD(port)\nmin_matches: 1\n"
      + "default_match: none\n",
    "lookups/ports.csv": "\u{FEFF}port,what\r\n22*,\"shell, secure\"\r\n80\r\n\r\n",
    "lookups/absent.yml": "name: absent\nfilename: absent.csv\n",
    "lookups/long.yml": "name: long\nfilename: long.csv\n",
    "lookups/long.csv": "a,b\n1,2\n1,2,3\n",
    "lookups/empty.yml": "name: empty\nfilename: empty.csv\n",
    "lookups/empty.csv": "",
    "lookups/seen.yml": "name: seen\ncollection: seen\nfields_list: _key, user\n",
    "lookups/model.yml": "name: model\nfilename: model.mlmodel\n",
    "lookups/bare.csv": "x\n1\n",
    "secret.csv": "x\n1\n",
    "mine.csv": "port,what\n99,mine\n",
  ]

  @Test func tables() throws {
    try Samples.withFolder(Self.files) { folder in
      let store = ContentStore(folders: [folder])
      let knowledge = ContentKnowledge(store)
      let ports = try knowledge.lookup(named: "ports", at: span)
      #expect(ports?.fields == ["port", "what"])
      #expect(ports?.rows == [["22*", "shell, secure"], ["80", ""]])
      #expect(ports?.definition.matching == ["port": .wildcard])
      #expect(ports?.definition.defaultMatch == "none")
      #expect(try knowledge.lookup(named: "ports", at: span) === ports)
      let seen = try knowledge.lookup(named: "seen", at: span)
      #expect(seen?.fields == ["_key", "user"])
      #expect(seen?.rows == [])
      #expect(try knowledge.lookup(named: "bare.csv", at: span)?.rows == [["1"]])
      #expect(try knowledge.lookup(named: "ports.csv", at: span)?.definition.matching == [:])
      #expect(try knowledge.lookup(named: "bare", at: span) == nil)
      #expect(try knowledge.lookup(named: "../secret.csv", at: span) == nil)
      #expect(code(knowledge, "absent") == .missingLookupFile)
      #expect(code(knowledge, "empty") == .missingLookupFile)
      #expect(code(knowledge, "long") == .invalidValue)
      #expect(code(knowledge, "model") == .unknownLookup)
      #expect(
        knowledge.lookupNames == ["absent", "empty", "long", "model", "ports", "seen"])
    }
  }

  @Test func overrides() throws {
    try Samples.withFolder(Self.files) { folder in
      let mine = folder + "/mine.csv"
      let knowledge = ContentKnowledge(
        ContentStore(folders: [folder]),
        overrides: [
          LookupOverride(name: "ports", path: folder + "/nothing.csv"),
          LookupOverride(name: "ports", path: mine), LookupOverride(name: "new", path: mine),
          LookupOverride(name: "gone", path: folder + "/nothing.csv"),
        ])
      let ports = try knowledge.lookup(named: "ports", at: span)
      #expect(ports?.rows == [["99", "mine"]])
      #expect(ports?.definition.matching == ["port": .wildcard])
      #expect(
        try knowledge.lookup(named: "new", at: span)?.definition == LookupDefinition(name: "new"))
      #expect(code(knowledge, "gone") == .missingLookupFile)
      #expect(knowledge.lookupNames.contains("new"))
    }
  }

  @Test func everyTableOfTheContent() throws {
    guard let folder = Samples.shared("escu") else {
      print("skipped: ../shared/data/escu is absent")
      return
    }
    let store = ContentStore(folders: [folder])
    let knowledge = ContentKnowledge(store)
    for lookup in store.lookups {
      switch lookup.kind {
      case .csv: #expect(try knowledge.lookup(named: lookup.name, at: span)?.fields != [])
      case .collection, .computed:
        #expect(try knowledge.lookup(named: lookup.name, at: span)?.rows == [])
      case .model: #expect(code(knowledge, lookup.name) == .unknownLookup)
      }
    }
  }

  @Test func arguments() {
    #expect(LookupOverride(argument: "a=b=c.csv") == LookupOverride(name: "a", path: "b=c.csv"))
    #expect(LookupOverride(argument: "a=") == nil)
    #expect(LookupOverride(argument: "=b") == nil)
    #expect(LookupOverride(argument: "a.csv") == nil)
  }
}
