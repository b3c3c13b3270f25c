import EventModel
import Execution
import QueryPlan

/// Which records of one file which request may want, told by literals.
final class FileFilter: Sendable {
  /// What the requests ask of one kind of record.
  private struct Demands: Sendable {
    /// The requests that some record of the kind may satisfy.
    var requests: [Int] = []
    /// For each of them the bits of the clauses that a record must satisfy.
    var clauses: [UInt64] = []
    /// Whether one of them asks for no clause.
    var takesAll = false
    var isExcluded: [Bool] = []
  }

  /// By kind of record.
  private let demands: [Demands]
  /// For each pattern the bits of the clauses that it satisfies, `wordCount` words each.
  let patternBits: [UInt64]
  let wordCount: Int
  /// Nil when every record is a candidate.
  let database: LiteralDatabase?
  /// Whether no request can want anything of the file.
  let isEmpty: Bool

  /// The bit of records that are candidates whatever literals they have.
  static let always: UInt64 = 1

  init(
    _ requests: [ScanRequest], knowing constants: (RecordKind) -> [String: String],
    bareLiterals: Bool, databases: LiteralDatabases
  ) throws(SourceError) {
    var clauseBits: [LiteralPrefilter.Clause: Int] = [:]
    let kinds = RecordKind.allCases.map { kind in
      requests.map { request -> (isExcluded: Bool, clauses: [Int]) in
        let predicate = request.scan.predicate?.folded(knowing: constants(kind))
        if predicate?.truth == false { return (true, []) }
        let clauses = LiteralPrefilter(predicate).clauses
        return (
          false,
          clauses.map { clause in
            // Bit 0 is taken by `always`.
            let bit = clauseBits[clause] ?? clauseBits.count + 1
            clauseBits[clause] = bit
            return bit
          }
        )
      }
    }
    let wordCount = clauseBits.count / 64 + 1
    demands = kinds.map { requests in
      var demands = Demands(isExcluded: requests.map { $0.isExcluded })
      for (index, request) in requests.enumerated() where !request.isExcluded {
        var words = [UInt64](repeating: 0, count: wordCount)
        for bit in request.clauses { words[bit / 64] |= 1 << UInt64(bit % 64) }
        demands.requests.append(index)
        demands.clauses += words
        if request.clauses.isEmpty { demands.takesAll = true }
      }
      return demands
    }
    self.wordCount = wordCount
    isEmpty = kinds.allSatisfy { $0.allSatisfy { $0.isExcluded } }
    // A kind of record may be wanted whole while literals save work on the others.
    guard !isEmpty, !clauseBits.isEmpty else {
      patternBits = []
      database = nil
      return
    }
    var patterns: [LiteralDatabase.Pattern: [UInt64]] = [:]
    for (clause, bit) in clauseBits {
      for literal in clause.literals {
        for pattern in Self.patterns(literal, bare: bareLiterals) {
          patterns[pattern, default: Array(repeating: 0, count: wordCount)][bit / 64] |=
            1 << UInt64(bit % 64)
        }
      }
    }
    for pattern in Self.alwaysPatterns {
      patterns[pattern, default: Array(repeating: 0, count: wordCount)][0] |= Self.always
    }
    let ordered = patterns.sorted { $0.key.expression < $1.key.expression }
    patternBits = ordered.flatMap { $0.value }
    database = try databases.database(ordered.map { $0.key })
  }

  private static func patterns(
    _ literal: LiteralPrefilter.Literal, bare: Bool
  ) -> [LiteralDatabase.Pattern] {
    guard literal.isWholeValue, !bare else { return [.literal(literal.bytes)] }
    // Within a string within a string, the closing quote is escaped.
    let opened = [UInt8(ascii: "\"")] + literal.bytes
    return [
      .literal(opened + [UInt8(ascii: "\"")]), .literal(opened + [UInt8(ascii: "\\")]),
    ]
  }

  /// Records that may hide a literal: escaped letters, digits and ` -_.:`, and packed envelopes.
  private static let alwaysPatterns = [
    LiteralDatabase.Pattern(
      expression: #"\\u00(2[02deDE]|3[0-9aA]|[4-7])"#, isCaseless: false),
    LiteralDatabase.Pattern(expression: #""awslogs""#, isCaseless: false),
  ]

  /// The requests that may want a record with these clause bits; nil stands for all bits.
  func wanted(_ kind: RecordKind, _ bits: UnsafePointer<UInt64>?, into wanted: inout [Int]) {
    wanted.removeAll(keepingCapacity: true)
    let demands = demands[kind.rawValue]
    guard let bits, bits[0] & Self.always == 0 else {
      wanted.append(contentsOf: demands.requests)
      return
    }
    // Most records hold no literal at all.
    guard demands.takesAll || (0..<wordCount).contains(where: { bits[$0] != 0 }) else { return }
    demands.clauses.withUnsafeBufferPointer { clauses in
      for (index, request) in demands.requests.enumerated() {
        let own = index * wordCount
        var missing: UInt64 = 0
        for word in 0..<wordCount { missing |= clauses[own + word] & ~bits[word] }
        if missing == 0 { wanted.append(request) }
      }
    }
  }

  func excludes(_ request: Int, _ kind: RecordKind) -> Bool {
    demands[kind.rawValue].isExcluded[request]
  }
}
