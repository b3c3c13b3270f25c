import EventModel
import Testing

struct JSONTextTests {
  private static func written(_ text: [UInt8]) -> String {
    let arena = Arena()
    return withExtendedLifetime(arena) {
      var output: [UInt8] = []
      JSONText.append(arena.store(text), to: &output)
      return String(decoding: output, as: UTF8.self)
    }
  }

  private static func inside(_ text: [UInt8]) -> String {
    let arena = Arena()
    return withExtendedLifetime(arena) {
      "\"" + JSONText.inside(arena.store(text), in: arena).string + "\""
    }
  }

  /// Source: RFC 8259, section 7; DEL is escaped too, as no terminal should get it.
  @Test(arguments: [
    ("plain text of some length", #""plain text of some length""#),
    (#"a "quoted" \ path"#, #""a \"quoted\" \\ path""#),
    ("line\nfeed\ttab\rreturn", #""line\nfeed\ttab\rreturn""#),
    ("\u{1}\u{1F}\u{7F}", #""\u0001\u001f\u007f""#),
    ("über 漢字 🐦 and more", #""über 漢字 🐦 and more""#),
    ("", #""""#),
  ])
  func stringsAreEscaped(text: String, expected: String) {
    #expect(Self.written(Array(text.utf8)) == expected)
    #expect(Self.inside(Array(text.utf8)) == expected)
  }

  @Test func bytesThatAreNotUTF8AreReplaced() {
    let text: [UInt8] = [0x22, 0x61, 0xFF, 0x62]
    #expect(Self.written(text) == "\"\\\"a\u{FFFD}b\"")
    #expect(Self.inside(text) == "\"\\\"a\u{FFFD}b\"")
  }

  /// Texts are looked at in words of eight bytes.
  @Test(arguments: 0...20)
  func aByteIsEscapedWhereverItStands(count: Int) {
    for place in 0..<count {
      for byte: UInt8 in [0, 0x1F, 0x22, 0x5C, 0x7F, 0x80, 0xFF] {
        var text = [UInt8](repeating: UInt8(ascii: "~"), count: count)
        text[place] = byte
        let escaped = Self.inside(text)
        #expect(escaped == Self.written(text))
        #expect(escaped != "\"" + String(decoding: text, as: UTF8.self) + "\"" || byte >= 0x80)
      }
    }
  }

  @Test func aPlainTextIsItself() {
    let arena = Arena()
    withExtendedLifetime(arena) {
      for text in ["", "a", "seven b", "eight by", "nine byte", "system:serviceaccount:a b c"] {
        let stored = arena.store(text)
        #expect(JSONText.inside(stored, in: arena).start == stored.start)
      }
    }
  }
}
