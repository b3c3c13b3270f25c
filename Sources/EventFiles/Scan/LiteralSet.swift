import EventModel
import Execution
import QueryPlan

/// Literals to search for at once, and the clauses that each of them satisfies.
// A class, as one is looked at for each record that has a first clause.
final class LiteralSet: Sendable {
  let database: LiteralDatabase
  /// For each pattern the bits of the clauses that it satisfies, `wordCount` words each; at the end
  /// those of all patterns.
  let clauseBits: [UInt64]
  /// For each pattern.
  let checks: [Check]
  /// What follows the patterns, one behind the other.
  let rests: [UInt8]
  let wordCount: Int

  /// What must stand behind a pattern that was found.
  struct Check: Sendable {
    let rest: Range<Int>
    let ending: LiteralDatabase.Pattern.Ending
  }

  /// The bit of records that are candidates whatever literals they have.
  static let always: UInt64 = 1

  /// `clauses`: with their bits. `hiding`: whether what may hide a literal is searched for too.
  /// `sample`: some of the text to search.
  init(
    _ clauses: [(clause: LiteralPrefilter.Clause, bit: Int)], wordCount: Int, bare: Bool,
    hiding: Bool, databases: LiteralDatabases, sample: Bytes
  ) throws(SourceError) {
    let trigrams = databases.trigrams(of: sample)
    var patterns: [LiteralDatabase.Pattern: [UInt64]] = [:]
    for (clause, bit) in clauses {
      for literal in clause.literals {
        let pattern = Self.pattern(literal, bare: bare, trigrams)
        patterns[pattern, default: Array(repeating: 0, count: wordCount)][bit / 64] |=
          1 << UInt64(bit % 64)
      }
    }
    for pattern in hiding ? Self.hidingPatterns : [] {
      patterns[pattern, default: Array(repeating: 0, count: wordCount)][0] |= Self.always
    }
    let ordered = patterns.sorted { a, b in
      let (own, others) = (a.key.bytes + a.key.rest, b.key.bytes + b.key.rest)
      return own != others
        ? own.lexicographicallyPrecedes(others)
        : a.key.ending == .anything && b.key.ending != .anything
    }
    let all = (0..<wordCount).map { word in ordered.reduce(0) { $0 | $1.value[word] } }
    clauseBits = ordered.flatMap { $0.value } + all
    var rests: [UInt8] = []
    checks = ordered.map { pattern, _ in
      rests += pattern.rest
      return Check(
        rest: (rests.count - pattern.rest.count)..<rests.count, ending: pattern.ending)
    }
    self.rests = rests
    self.wordCount = wordCount
    database = try databases.database(ordered.map { $0.key })
  }

  /// Calls with the memory of what a search looks at for each match.
  func withPointers(
    _ body: (
      _ checks: UnsafePointer<Check>, _ rests: UnsafeBufferPointer<UInt8>,
      _ clauseBits: UnsafePointer<UInt64>
    ) -> Void
  ) {
    checks.withUnsafeBufferPointer { checks in
      rests.withUnsafeBufferPointer { rests in
        clauseBits.withUnsafeBufferPointer { clauseBits in
          guard let checks = checks.baseAddress, let clauseBits = clauseBits.baseAddress else {
            return
          }
          body(checks, rests, clauseBits)
        }
      }
    }
  }

  private static func pattern(
    _ literal: LiteralPrefilter.Literal, bare: Bool, _ trigrams: Trigrams
  ) -> LiteralDatabase.Pattern {
    let isString = literal.isWholeValue && !bare
    let bytes = (isString ? [UInt8(ascii: "\"")] : []) + literal.bytes
    return LiteralDatabase.Pattern(
      bytes, upTo: trigrams.rarestEnd(of: bytes), isCaseless: true,
      ending: isString ? .closedString : .anything)
  }

  /// Records that may hide a literal: escaped letters, digits and ` -_.:`, and packed envelopes.
  private static let hidingPatterns = [
    LiteralDatabase.Pattern(Array(#"\u00"#.utf8), isCaseless: false, ending: .literalByte),
    LiteralDatabase.Pattern(Array(#""awslogs""#.utf8), isCaseless: false, ending: .anything),
  ]
}
