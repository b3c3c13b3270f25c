import Execution
import QueryPlan

/// Literals to search for at once, and the clauses that each of them satisfies.
struct LiteralSet: Sendable {
  let database: LiteralDatabase
  /// For each pattern the bits of the clauses that it satisfies, `wordCount` words each; at the end
  /// those of all patterns.
  let clauseBits: [UInt64]
  /// For each pattern.
  let endings: [LiteralDatabase.Pattern.Ending]
  let wordCount: Int

  /// The bit of records that are candidates whatever literals they have.
  static let always: UInt64 = 1

  /// `clauses`: with their bits. `hiding`: whether what may hide a literal is searched for too.
  init(
    _ clauses: [(clause: LiteralPrefilter.Clause, bit: Int)], wordCount: Int, bare: Bool,
    hiding: Bool, databases: LiteralDatabases
  ) throws(SourceError) {
    var patterns: [LiteralDatabase.Pattern: [UInt64]] = [:]
    for (clause, bit) in clauses {
      for literal in clause.literals {
        patterns[Self.pattern(literal, bare: bare), default: Array(repeating: 0, count: wordCount)][
          bit / 64] |= 1 << UInt64(bit % 64)
      }
    }
    for pattern in hiding ? Self.hidingPatterns : [] {
      patterns[pattern, default: Array(repeating: 0, count: wordCount)][0] |= Self.always
    }
    let ordered = patterns.sorted { a, b in
      a.key.bytes != b.key.bytes
        ? a.key.bytes.lexicographicallyPrecedes(b.key.bytes)
        : a.key.ending == .anything && b.key.ending != .anything
    }
    let all = (0..<wordCount).map { word in ordered.reduce(0) { $0 | $1.value[word] } }
    clauseBits = ordered.flatMap { $0.value } + all
    endings = ordered.map { $0.key.ending }
    self.wordCount = wordCount
    database = try databases.database(ordered.map { $0.key })
  }

  private static func pattern(
    _ literal: LiteralPrefilter.Literal, bare: Bool
  ) -> LiteralDatabase.Pattern {
    guard literal.isWholeValue, !bare else {
      return LiteralDatabase.Pattern(
        bytes: LiteralRarity.rareEnding(literal.bytes), isCaseless: true, ending: .anything)
    }
    return LiteralDatabase.Pattern(
      bytes: [UInt8(ascii: "\"")] + literal.bytes, isCaseless: true, ending: .closedString)
  }

  /// Records that may hide a literal: escaped letters, digits and ` -_.:`, and packed envelopes.
  private static let hidingPatterns = [
    LiteralDatabase.Pattern(
      bytes: Array(#"\u00"#.utf8), isCaseless: false, ending: .literalByte),
    LiteralDatabase.Pattern(
      bytes: Array(#""awslogs""#.utf8), isCaseless: false, ending: .anything),
  ]
}
