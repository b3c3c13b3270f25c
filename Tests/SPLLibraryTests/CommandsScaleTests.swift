import Diagnostics
import EventModel
import QueryPlan
import SPLLibrary
import Testing

/// Tables as large as real content has them.
@Suite struct CommandsScaleTests {
  /// 20,000 patterns: each value is found without a walk over all of them.
  @Test func manyWildcards() throws {
    let rows = (0..<20_000).map { ["*.domain\($0).example*", "yes \($0)"] }
    let table = LookupTable(
      definition: LookupDefinition(
        name: "domains", matching: ["pattern": .wildcard], isCaseSensitive: false),
      fields: ["pattern", "hit"], rows: rows)
    var knowledge = SampleKnowledge()
    knowledge.tables = [table]
    var harness = CommandsHarness(
      (0..<300).map { [("q", ["www.domain\($0 * 60).example.org"])] } + [[("q", ["other.org"])]])
    harness.knowledge = knowledge
    let found = try harness.run("| lookup domains pattern AS q OUTPUT hit | table hit")
    #expect(found == (0..<300).map { "hit=yes \($0 * 60)" } + [""])
  }
}
