import Diagnostics
import Testing

struct DiagnosticTextTests {
  @Test func pointsAtTheWrittenPlace() {
    let text = "search: index=auth | eval n=length(user) | where n>64"
    let source = SourceText(name: "ssh.yml", text: "id: 1\n" + text)
    let at = Span(source, 34..<40)
    let diagnostic = Diagnostic(
      .unknownFunction, "unknown function `length`", at: at, help: "`len` gives the length")
    #expect(
      diagnostic.rendered() == """
        error[SPL3001]: unknown function `length`
         --> ssh.yml:2:29
          |
        2 | search: index=auth | eval n=length(user) | where n>64
          |                             ^^^^^^
          = help: `len` gives the length
        """)
  }

  @Test func followsMacroPiecesToTheCall() {
    let written = SourceText(name: "<search>", text: "`m` x")
    let definition = SourceText(name: "m.yml", text: "foo(1)")
    let expansion = SourceText.MacroExpansion(macro: "m", definition: definition.wholeSpan)
    let expanded = SourceText(
      name: "<search>", bytes: Array("foo(1) x".utf8),
      pieces: [
        .init(
          range: 0..<6, origin: Span(written, 0..<3), isVerbatim: false, expansion: expansion),
        .init(range: 6..<8, origin: Span(written, 3..<5), isVerbatim: true),
      ])
    let root = Span(expanded, 0..<3).root
    #expect(root.span == Span(written, 0..<3))
    #expect(root.expansions.map { $0.macro } == ["m"])
    #expect(Span(expanded, 7..<8).root.span == Span(written, 4..<5))
    #expect(Span(expanded, 8..<8).root.span == Span(written, 5..<5))
  }

  @Test func nearMissFindsSwappedLetters() {
    #expect(NearMiss.find("staths", among: ["stats", "sort"]) == "stats")
    #expect(NearMiss.find("zzzz", among: ["stats", "sort"]) == nil)
  }
}
