import Content
import Diagnostics
import Foundation
import Testing

/// Only the bytes of the search change. Expected values follow YAML 1.2, chapter 8.1.
struct SearchReplacementTests {
  private func replaced(_ search: String, with text: String) throws -> String {
    let file = Samples.detection(search: search)
    let library = Samples.load(("d.yml", file))
    let detection = try #require(library.detections.first, "\(library.diagnostics)")
    let result = String(
      decoding: try SearchReplacement.file(of: detection, search: text), as: UTF8.self)
    let parts = file.components(separatedBy: search)
    #expect(result.hasPrefix(parts[0]))
    #expect(result.hasSuffix(parts[1]))
    return String(result.dropFirst(parts[0].count).dropLast(parts[1].count))
  }

  @Test(arguments: [
    "search: index=audit verb=create", "search: 'index=audit user=''x'' verb=create'",
    "search: \"index=audit\\n | head\"", "search: index=audit\n    verb=create\n    | head 5",
    "search: >-\n    index=audit\n    verb=create", "search: 'index=audit\n    '",
  ])
  func everyKindOfScalarBecomesABlock(_ search: String) throws {
    #expect(
      try replaced(search, with: "a \"b\"\n  | c\n\nd:  'e' # f")
        == "search: |-\n    a \"b\"\n      | c\n\n    d:  'e' # f")
  }

  @Test func blocksKeepTheirIndentation() throws {
    #expect(try replaced("search: |-\n  a\n  b", with: "c\nd") == "search: |-\n  c\n  d")
  }

  @Test(arguments: ["search: 'a' # why", "search: a # why"])
  func aCommentIsNotLost(_ search: String) {
    #expect(throws: Diagnostic.self) { try replaced(search, with: "b") }
  }

  /// A next-line character ends a line in YAML 1.1.
  @Test func whatABlockCannotHoldIsRefused() {
    #expect(throws: Diagnostic.self) { try replaced("search: a", with: "a\r\nb") }
  }
}
