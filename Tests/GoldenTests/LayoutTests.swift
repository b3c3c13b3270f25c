import Diagnostics
import QueryPlan
import SPLSyntax
import SearchEngine
import Testing

/// A search in canonical layout is the same search.
struct LayoutTests {
  @Test(arguments: try GoldenFile.all(below: GoldenTests.root).map { $0.name })
  func layoutKeepsTheMeaning(_ name: String) throws {
    let file = try GoldenFile(path: GoldenTests.root + "/" + name, root: GoldenTests.root)
    for test in file.cases {
      let source = SourceText(name: "<search>", text: test.query)
      guard let text = try? SearchLayout.laidOut(source.wholeSpan) else { continue }
      let again = try SearchLayout.laidOut(SourceText(name: "<search>", text: text).wholeSpan)
      #expect(again == text, "\(name):\(test.line)")
      var laidOut = test
      laidOut.query = text
      // What cannot be read stays so; its message shows the text, which differs.
      guard let old = GoldenRunner(test: test).plan else { continue }
      #expect(GoldenRunner(test: laidOut).plan == old, "\(name):\(test.line): \(text)")
    }
  }
}

extension GoldenRunner {
  /// The plan as the search says it; nil when it says none.
  fileprivate var plan: String? {
    guard
      let search = try? compiled(Variant(batchSize: 3, optimizes: false, parts: 1, reparses: false))
    else { return nil }
    return search.lowered.printed
  }
}
