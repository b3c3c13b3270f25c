import Content
import Diagnostics
import Foundation
import Testing

/// Expected values follow YAML 1.2, chapters 6.5, 7.3 and 8.1.
struct ScalarSpanTests {
  private func search(_ yaml: String) throws -> Span {
    let library = Samples.load(("d.yml", Samples.detection(search: yaml)))
    return try #require(library.detections.first, "\(library.diagnostics)").search
  }

  /// Each word leads back to the same word in the file.
  private func expectWords(
    _ search: Span, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let bytes = search.source.bytes
    var start = 0
    for end in 0...bytes.count {
      guard end == bytes.count || bytes[end] == 0x20 || bytes[end] == 0x0A else { continue }
      let word = Span(search.source, start..<end)
      if end > start {
        let root = word.root.span
        #expect(root.text == word.text, sourceLocation: sourceLocation)
        #expect(root.source.name == "d.yml", sourceLocation: sourceLocation)
        #expect(root.source !== search.source, sourceLocation: sourceLocation)
      }
      start = end + 1
    }
  }

  private func root(of text: String, in search: Span) throws -> Span {
    let whole = search.text
    let range = try #require(whole.range(of: text))
    let start = whole.utf8.distance(from: whole.startIndex, to: range.lowerBound)
    return Span(search.source, start..<start + text.utf8.count).root.span
  }

  @Test func plain() throws {
    let search = try search("search: index=audit verb=create")
    #expect(search.text == "index=audit verb=create")
    expectWords(search)
    let place = try root(of: "verb", in: search).position
    #expect(place.line == 9)
    #expect(place.column == 21)
  }

  @Test func plainOverLines() throws {
    let search = try search("search: index=audit   \n  verb=create\n\n  | head 5")
    #expect(search.text == "index=audit verb=create\n| head 5")
    expectWords(search)
    #expect(try root(of: "head", in: search).position.line == 12)
  }

  @Test func singleQuoted() throws {
    let search = try search("search: 'a=\"x\" user=''bob'' | where\n  n>1'")
    #expect(search.text == "a=\"x\" user='bob' | where n>1")
    #expect(try root(of: "bob", in: search).text == "bob")
    #expect(try root(of: "'bob'", in: search).text == "''bob''")
    #expect(try root(of: "n>1", in: search).position.column == 3)
  }

  @Test func doubleQuoted() throws {
    let search = try search(
      #"search: "a=\"x\" \u00e9t\xe9 \U0001F600 b\\c \"# + "\n" + #"    next\tcol"#
        + "\n" + #"    last""#)
    #expect(search.text == "a=\"x\" \u{e9}t\u{e9} \u{1F600} b\\c next\tcol last")
    #expect(try root(of: "\u{e9}t\u{e9}", in: search).text == #"\u00e9t\xe9"#)
    #expect(try root(of: "\u{1F600}", in: search).text == #"\U0001F600"#)
    #expect(try root(of: "next", in: search).text == "next")
    #expect(try root(of: "col", in: search).text == "col")
    #expect(try root(of: "last", in: search).position.line == 11)
  }

  @Test func literal() throws {
    let search = try search("search: |-\n\n    index=audit\n      | head 5\n\n    | table a")
    #expect(search.text == "\nindex=audit\n  | head 5\n\n| table a")
    expectWords(search)
    let place = try root(of: "table", in: search).position
    #expect(place.line == 14)
    #expect(place.column == 7)
  }

  @Test func literalWithIndicatorAndWindowsLines() throws {
    let search = try search("search: |2+ # note\r\n    a=1\r\n  b=2\r\n\r\nreferences: []")
    #expect(search.text == "  a=1\nb=2\n\n")
    expectWords(search)
  }

  @Test func folded() throws {
    let search = try search(
      "search: >-\n   index=audit\n   verb=create\n\n   | head 5\n     | more\n   | table a\n")
    #expect(search.text == "index=audit verb=create\n| head 5\n  | more\n| table a")
    expectWords(search)
    #expect(try root(of: "table", in: search).position.line == 15)
  }

  @Test func foldedWithFinalNewline() throws {
    let search = try search("search: >\n  a=1\n  b=2\nreferences: []")
    #expect(search.text == "a=1 b=2\n")
    expectWords(search)
  }

  @Test func anchoredAndAfterOtherScripts() throws {
    let search = try search("\u{e9}\u{1F600}: [x, y]\nsearch: &s !!str 'user=J\u{f6}rg | head'")
    #expect(search.text == "user=J\u{f6}rg | head")
    expectWords(search)
    #expect(try root(of: "head", in: search).position.column == 31)
  }
}
