import Diagnostics
import Testing

@testable import Content

@Suite struct AliasGrowthTests {
  private static func bound(_ text: String) -> Double { AliasGrowth(Array(text.utf8)).bound }

  /// Source: YAML 1.2.2, §7.1 (alias nodes) and §6.9.2 (node anchors).
  @Test func aliasesOfAliasesMultiply() {
    #expect(Self.bound("a: 1\n") == 1)
    #expect(Self.bound("a: &a [x, y]\nb: [*a, *a, *a]\n") >= 3)
    #expect(Self.bound("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b, *b]\n") >= 6)
    #expect(Self.bound("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b, *b]\n") >= 6)
  }

  @Test func searchesAreFullOfStarsAndGrowNothing() {
    let search = "search: index=* user=*admin* (*foo OR *bar) | stats count by * | fields *name\n"
    #expect(Self.bound(String(repeating: search, count: 200)) == 1)
  }

  @Test func aBombIsRefusedBeforeItIsRead() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...30 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    // A key that is an alias would be compared by all that it stands for.
    text += "*a30 : x\n"
    let error = #expect(throws: Diagnostic.self) {
      try YAMLDocument(SourceText(name: "bomb.yml", text: text))
    }
    #expect(error?.code == .invalidYAML)
  }
}
