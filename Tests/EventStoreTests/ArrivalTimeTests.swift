import Diagnostics
import EventModel
import EventStore
import QueryPlan
import Testing

/// Events whose time nobody gave.
@Suite struct ArrivalTimeTests {
  private struct Rules: SourcetypeRuleSource {
    let sourcetypes: [String]
    let place: SourcetypeRules.Time.Place
    var sources: [String] { [] }
    var hasTimes: Bool { true }
    var openInputs: [String]? { nil }

    func defines(_ field: String) -> Bool { false }

    func rules() throws(Diagnostic) -> SourcetypeRules {
      let span = SourceText(name: "rules.yml", text: "time").wholeSpan
      return SourcetypeRules(name: "rules", times: [SourcetypeRules.Time(place, at: span)])
    }
  }

  private struct Knowledge: KnowledgeProvider {
    var sourcetypeRules: [any SourcetypeRuleSource] {
      get throws(Diagnostic) {
        [
          Rules(sourcetypes: ["build"], place: .member(["job", "ended"])),
          Rules(sourcetypes: ["line"], place: .pattern(#"ended=(\S+)"#)),
          Rules(sourcetypes: ["broken"], place: .pattern("(")),
        ]
      }
    }
    var lookupNames: [String] { [] }
    var geoDatabase: (any GeoDatabase)? { nil }

    func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable? { nil }
  }

  @Test func theRulesOfTheirSourceTypeTellIt() async throws {
    let folder = StoreFolder()
    var options = TestStore.options
    options.knowledge = Knowledge()
    let store = try TestStore.open(folder, options)
    let json =
      #"{"n":"1","timestamp":"2026-02-10T08:00:00Z","job":{"ended":"2026-02-10T09:00:00Z"}}"#
    let line = "2026-02-10T08:00:00Z n=2 ended=2026-02-10T10:00:00Z"
    var block = EventBlock()
    for (text, sourcetype) in [(json, "build"), (line, "line"), (json, "other"), (line, "broken")] {
      block.append(
        Array(text.utf8), time: nil,
        metadata: EventBlock.Metadata(
          index: "main", source: "s", sourcetype: sourcetype, host: "h"))
    }
    // What the receiver was told goes before the rules.
    block.append(
      Array(json.utf8), time: 1_770_714_000_000_000,
      metadata: EventBlock.Metadata(index: "main", source: "t", sourcetype: "build", host: "h"))
    _ = try await store.append(block)
    let rows = try TestStore.rows("* | table _time source sourcetype", over: store.source())
    #expect(
      Set(rows) == [
        "_time=1770714000 source=s sourcetype=build",
        "_time=1770717600 source=s sourcetype=line",
        "_time=1770710400 source=s sourcetype=other",
        "_time=1770710400 source=s sourcetype=broken",
        "_time=1770714000 source=t sourcetype=build",
      ])
    await store.close()
  }
}
