import EventModel
import Testing

struct JSONOutputTests {
  /// Short texts are copied otherwise than long ones, and the buffer grows on the way.
  @Test func textsOfEveryLengthAreCopiedWhole() {
    let arena = Arena()
    withExtendedLifetime(arena) {
      let output = JSONBuffer(capacity: 1)
      var expected: [UInt8] = []
      output.edit { output in
        for length in 0...150 {
          let text = (0..<length).map { UInt8(truncatingIfNeeded: $0 + length) }
          output.append(arena.store(text))
          output.append(UInt8(ascii: ","))
          expected += text + [UInt8(ascii: ",")]
        }
      }
      #expect(Array(output.contents) == expected)
      output.removeAll()
      #expect(output.contents.isEmpty)
    }
  }
}
