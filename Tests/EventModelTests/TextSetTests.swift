import EventModel
import Testing

struct TextSetTests {
  @Test func numbersTextsInOrderOfFirstSight() {
    let set = TextSet()
    let arena = Arena()
    let texts = (0..<5000).map { "key-\($0 % 2500)" } + ["", "k", "ké", "12345678", "123456789"]
    var expected: [String: Int] = [:]
    for text in texts {
      let place = expected[text] ?? expected.count
      expected[text] = place
      #expect(set.insert(arena.store(text)) == place)
    }
    #expect(set.count == expected.count)
    for (text, place) in expected {
      #expect(set[place].string == text)
      #expect(set.index(of: arena.store(text)) == place)
    }
    #expect(set.index(of: arena.store("nowhere")) == nil)
  }

  @Test func keepsItsOwnCopies() {
    let set = TextSet()
    var bytes = Array("abc".utf8)
    bytes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      _ = set.insert(Bytes(start: start, count: 3))
      buffer[0] = UInt8(ascii: "x")
    }
    #expect(set[0].string == "abc")
  }

  @Test func anEmptySetHasNothing() {
    #expect(TextSet().index(of: Bytes("a")) == nil)
    #expect(TextSet().count == 0)
  }
}
