import Diagnostics
import Testing

/// Source: ECMA-48: what controls a terminal is below U+0020, U+007F, and U+0080 to U+009F.
@Suite struct VisibleTextTests {
  @Test func controlCharactersBecomeEscapes() {
    #expect(VisibleText.oneLine("a\u{1B}[31m\u{7}\u{7F}\u{9B}é") == "a\\x1b[31m\\x07\\x7f\\x9bé")
    #expect(VisibleText.oneLine("a\nb\tc\rd") == "a\\nb\\tc\\rd")
    #expect(VisibleText.lines("a\nb\tc\rd\u{1B}") == "a\nb\tc\\rd\\x1b")
    #expect(VisibleText.lines("plain, ünï") == "plain, ünï")
  }

  @Test func caretsStayBelowWhatTheyPointAt() {
    let source = SourceText(name: "s", text: "a\u{1B}[31m b")
    let text = Diagnostic(.unknownFunction, "m", at: Span(source, 7..<8)).rendered()
    #expect(text.contains("1 | a\u{FFFD}[31m b\n  |        ^"), "\(text)")
    #expect(!text.contains("\u{1B}"))
  }
}
