import Diagnostics
import Foundation
import SearchEngine
import Testing

/// The language reference says what the sources say.
@Suite struct ReferenceTests {
  private static let folder = "Documentation/Reference/"

  @Test func committedPagesAreUpToDate() throws {
    let pages = LanguageReference.pages
    var stale: [String] = []
    for page in pages {
      let committed = try? SourceTree.text(Self.folder + page.path)
      if committed != page.text { stale.append(page.path) }
    }
    #expect(stale == [], "run `make reference`")
    let paths = Set(pages.map { $0.path })
    let files =
      FileManager.default.enumerator(atPath: SourceTree.root + "/" + Self.folder)?
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".md") } ?? []
    #expect(files.filter { !paths.contains($0) }.sorted() == [], "run `make reference`")
  }

  /// The example of a code is refused with that code.
  @Test(arguments: DiagnosticCode.allCases)
  func examplesOfDiagnosticsHold(_ code: DiagnosticCode) {
    #expect(code.reference.explanation.hasSuffix("."))
    switch code.reference.example {
    case .search: #expect(DiagnosticPage(code: code).found?.code == code)
    case .situation(let text), .content(let text): #expect(!text.isEmpty)
    }
  }
}
