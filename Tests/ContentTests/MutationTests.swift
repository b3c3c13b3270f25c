import Content
import Diagnostics
import Testing

/// Broken input is diagnosed or read, and never ends the program.
struct MutationTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let searches = [
    "search: index=a\n  b=1\n\n  | head",
    "search: 'a=''b'' | c\n\n  d'",
    "search: \"a\\\"b \\u00e9 \\\n   c\n\n  d\\tz\"",
    "search: |2-\n    a\n  b\n\n    c\n",
    "search: >+\n   a\n   b\n\n     c\n   d\n\n",
  ]
  private static let noise =
    Array("'\"\\|>\n\r\t &*!:#-[]{}%@`x0".utf8) + [0xC3, 0xA9, 0xE2, 0x80, 0xA8]

  @Test(arguments: 0..<searches.count)
  func mutatedBytes(sample: Int) {
    var generator = Generator(state: UInt64(sample) + 1)
    let original = Array(Samples.detection(search: Self.searches[sample]).utf8)
    let start = Samples.detection(search: "").utf8.count / 2
    for _ in 0..<2_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let at = Int.random(in: start..<bytes.count, using: &generator)
        let byte = Self.noise[Int.random(in: 0..<Self.noise.count, using: &generator)]
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[at] = byte
        case 1: bytes.insert(byte, at: at)
        default: bytes.removeSubrange(at..<min(at + 3, bytes.count))
        }
      }
      let library = ContentLoader.load([(SourceText(name: "m.yml", bytes: bytes), .detection)])
      for diagnostic in library.diagnostics { _ = diagnostic.rendered() }
      for detection in library.detections {
        let search = detection.search
        let covered = search.source.pieces.map { $0.range.count }.reduce(0, +)
        #expect(covered == search.source.bytes.count)
        for piece in search.source.pieces where piece.isVerbatim {
          #expect(piece.origin.text == search.source.string(piece.range))
        }
      }
    }
  }

  @Test(arguments: 0..<searches.count)
  func everyPrefix(sample: Int) {
    let bytes = Array(Samples.detection(search: Self.searches[sample]).utf8)
    for count in 0...bytes.count {
      let source = SourceText(name: "p.yml", bytes: Array(bytes[..<count]))
      let library = ContentLoader.load([(source, nil)])
      #expect(library.detections.count + library.diagnostics.count > 0)
      for diagnostic in library.diagnostics { _ = diagnostic.rendered() }
    }
  }
}
