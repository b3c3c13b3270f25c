import EventModel

/// How often three bytes follow each other in a sample of a log, whatever the case of letters.
///
/// A search for many literals at once looks for the last bytes of each first: a literal that ends in
/// `ate` makes it stop at every date, one that ends in `eat` hardly anywhere. So it looks for the
/// literal up to its rarest place, and the rest is compared where that was found.
struct Trigrams: Sendable {
  private static let sampleSize = 256 << 10
  private static let bits = 16
  /// Shorter literals are found in too many places.
  private static let shortest = 4

  /// By the hash of three bytes.
  private let counts: [UInt32]

  init(of text: Bytes) {
    let count = min(text.count, Self.sampleSize)
    var counts = [UInt32](repeating: 0, count: 1 << Self.bits)
    counts.withUnsafeMutableBufferPointer { counts in
      for place in stride(from: 0, to: count - 2, by: 1) {
        counts[Self.hash(text[place], text[place + 1], text[place + 2])] += 1
      }
    }
    self.counts = counts
  }

  /// How many bytes of a literal to look for: those up to its rarest three, the last of them that
  /// are equally rare.
  func rarestEnd(of literal: [UInt8]) -> Int {
    guard literal.count > Self.shortest else { return literal.count }
    let ends = (Self.shortest...literal.count).reversed()
    return ends.min { count(before: $0, literal) < count(before: $1, literal) } ?? literal.count
  }

  private func count(before end: Int, _ literal: [UInt8]) -> UInt32 {
    counts[Self.hash(literal[end - 3], literal[end - 2], literal[end - 1])]
  }

  @inline(__always)
  private static func hash(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int {
    // Sets the bit that tells small letters from large ones, of all bytes: some others share counts.
    let word = UInt32(a | 0x20) << 16 | UInt32(b | 0x20) << 8 | UInt32(c | 0x20)
    return Int((word &* 0x9E37_79B1) >> (32 - UInt32(bits)))
  }
}
