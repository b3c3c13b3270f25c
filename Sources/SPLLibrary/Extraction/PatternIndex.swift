import EventModel

/// Finds which of many wildcard patterns may match a text without trying each.
///
/// A pattern is filed under some bytes (eight at most) of its longest literal part, those that the
/// fewest patterns have; a text that it matches contains them. Patterns without a literal part are
/// always tried.
/// Memory: one entry a pattern.
struct PatternIndex: Sendable {
  private static let longestGram = 8

  private let patterns: [WildcardPattern]
  private let isCaseSensitive: Bool
  /// By gram length: the patterns of each gram.
  private var byGram: [[UInt64: [Int32]]]
  private var always: [Int32] = []

  /// Shape: pattern `n` belongs to row `n` of the table.
  init(_ texts: [String], isCaseSensitive: Bool) {
    patterns = texts.map { WildcardPattern($0, isCaseSensitive: isCaseSensitive) }
    self.isCaseSensitive = isCaseSensitive
    byGram = Array(repeating: [:], count: Self.longestGram + 1)
    var use: [UInt64: Int] = [:]
    let choices = patterns.map { Self.grams(of: $0) }
    for (_, grams) in choices {
      for gram in grams { use[gram, default: 0] += 1 }
    }
    for (row, (length, grams)) in choices.enumerated() {
      if let rarest = grams.min(by: { (use[$0] ?? 0) < (use[$1] ?? 0) }) {
        byGram[length][rarest, default: []].append(Int32(row))
      } else {
        always.append(Int32(row))
      }
    }
  }

  /// The bytes at the start, in the middle and at the end of the longest literal part: patterns with
  /// one of them in common mostly differ in another.
  private static func grams(of pattern: WildcardPattern) -> (length: Int, grams: [UInt64]) {
    let literal = pattern.parts.max { $0.count < $1.count } ?? []
    let length = min(literal.count, longestGram)
    guard length > 0 else { return (0, []) }
    let last = literal.count - length
    let starts = last == 0 ? [0] : [0, last / 2, last]
    return (length, starts.map { gram(literal[$0..<($0 + length)]) })
  }

  func matches(_ text: Bytes, row: Int32) -> Bool { patterns[Int(row)].matches(text) }

  /// The rows whose pattern matches.
  ///
  /// Ordering: as in the table.
  func rows(matching text: Bytes) -> [Int32] {
    let folded = isCaseSensitive ? text.array : CaseFolding.fold(text.array)
    var candidates = Set(always)
    for length in 1...Self.longestGram where !byGram[length].isEmpty {
      let table = byGram[length]
      guard folded.count >= length else { continue }
      let mask: UInt64 = length == 8 ? ~0 : (1 << (8 * UInt64(length))) - 1
      var gram: UInt64 = 0
      for (index, byte) in folded.enumerated() {
        gram = (gram << 8 | UInt64(byte)) & mask
        guard index + 1 >= length, let rows = table[gram] else { continue }
        candidates.formUnion(rows)
      }
    }
    return candidates.filter { patterns[Int($0)].matches(text) }.sorted()
  }

  private static func gram(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
