import EventModel
import Execution
import QueryPlan

/// Which records of one file which request may want, told by literals.
///
/// A request that asks for several clauses is told by the rarest of them first: only that one is
/// searched for everywhere, the others only in records that hold it.
final class FileFilter: Sendable {
  /// What the requests ask of one kind of record.
  // A class, as it is looked at for each record.
  private final class Demands: Sendable {
    /// The requests that some record of the kind may satisfy.
    let requests: [Int]
    /// For each of them the bits of the clauses that a record must satisfy.
    let clauses: [UInt64]
    /// Whether one of them asks for no clause.
    let takesAll: Bool
    let isExcluded: [Bool]

    init(_ all: [Demand], wordCount: Int) {
      let wanting = all.indices.filter { !all[$0].isExcluded }
      requests = wanting
      clauses = wanting.flatMap { request in
        var words = [UInt64](repeating: 0, count: wordCount)
        for bit in all[request].clauses { words[bit / 64] |= 1 << UInt64(bit % 64) }
        return words
      }
      takesAll = wanting.contains { all[$0].clauses.isEmpty }
      isExcluded = all.map { $0.isExcluded }
    }

    @inline(__always)
    func forEachSatisfied(
      by bits: UnsafePointer<UInt64>, _ wordCount: Int, _ body: (_ request: Int) -> Void
    ) {
      var place = 0
      for request in requests {
        var missing: UInt64 = 0
        for word in 0..<wordCount { missing |= clauses[place + word] & ~bits[word] }
        if missing == 0 { body(request) }
        place += wordCount
      }
    }
  }

  /// What to search records for; nothing where no clause matters to them.
  struct Literals: Sendable {
    /// One clause of each request that has any.
    var first: LiteralSet?
    /// By the bits of those clauses, what else the requests ask for that have them first.
    var others: [(first: Int, set: LiteralSet)] = []
  }

  /// By kind of record.
  private let demands: [Demands]
  let wordCount: Int
  /// Whether literals tell some records that nobody wants.
  let isFiltered: Bool
  private let literals: Literals
  private let auditLiterals: Literals
  /// Whether no request can want anything of the file.
  let isEmpty: Bool

  /// `sample`: some of the text to look for literals in.
  init(
    _ predicates: [Expression?], knowing constants: (RecordKind) -> [String: String],
    bareLiterals: Bool, databases: LiteralDatabases, sample: Bytes
  ) throws(SourceError) {
    var clauseBits: [LiteralPrefilter.Clause: Int] = [:]
    let kinds = RecordKind.allCases.map { kind in
      predicates.map { predicate -> Demand in
        let predicate = predicate?.folded(knowing: constants(kind))
        if predicate?.truth == false { return Demand(isExcluded: true, clauses: [], rarest: nil) }
        let clauses = LiteralPrefilter(predicate).clauses
        let bits = clauses.map { clause in
          // Bit 0 is taken by `always`.
          let bit = clauseBits[clause] ?? clauseBits.count + 1
          clauseBits[clause] = bit
          return bit
        }
        let shares = clauses.map { LiteralRarity.share($0) }
        let rarest = bits.indices.min { shares[$0] < shares[$1] }
        return Demand(isExcluded: false, clauses: bits, rarest: rarest.map { bits[$0] })
      }
    }
    let wordCount = clauseBits.count / 64 + 1
    demands = kinds.map { Demands($0, wordCount: wordCount) }
    self.wordCount = wordCount
    isEmpty = kinds.allSatisfy { $0.allSatisfy { $0.isExcluded } }
    // A kind of record may be wanted whole while literals save work on the others.
    isFiltered = !isEmpty && !clauseBits.isEmpty
    guard isFiltered else {
      literals = Literals()
      auditLiterals = Literals()
      return
    }
    let make = { (demands: [Demand]) throws(SourceError) -> Literals in
      let set = { (bits: Set<Int>, hiding: Bool) throws(SourceError) -> LiteralSet? in
        guard !bits.isEmpty else { return nil }
        return try LiteralSet(
          clauseBits.filter { bits.contains($0.value) }.map { ($0.key, $0.value) },
          wordCount: wordCount, bare: bareLiterals, hiding: hiding, databases: databases,
          sample: sample)
      }
      let first = Set(demands.compactMap { $0.rarest })
      var result = Literals(first: try set(first, true))
      for bit in first.sorted() {
        let clauses = demands.flatMap { $0.rarest == bit ? $0.clauses : [] }
        // Those that come first for another request have been searched for already.
        let others = Set(clauses).subtracting(first)
        if let set = try set(others, false) { result.others.append((bit, set)) }
      }
      return result
    }
    literals = try make(kinds.flatMap { $0 })
    auditLiterals = try make(kinds[RecordKind.audit.rawValue])
  }

  /// What one request asks of one kind of record.
  private struct Demand {
    let isExcluded: Bool
    let clauses: [Int]
    /// The clause that the fewest records are likely to satisfy.
    let rarest: Int?
  }

  /// What to search records for, which may all be audit events as the API server writes them.
  func literals(onlyAudit: Bool) -> Literals { onlyAudit ? auditLiterals : literals }

  /// The requests that may want a record with these clause bits; nil stands for all bits.
  func wanted(_ kind: RecordKind, _ bits: UnsafePointer<UInt64>?, into wanted: inout [Int]) {
    wanted.removeAll(keepingCapacity: true)
    let demands = demands[kind.rawValue]
    guard let bits, bits[0] & LiteralSet.always == 0 else {
      wanted.append(contentsOf: demands.requests)
      return
    }
    // Most records hold no literal at all.
    guard demands.takesAll || LiteralSearch.isMarked(bits, wordCount) else { return }
    demands.forEachSatisfied(by: bits, wordCount) { wanted.append($0) }
  }

  /// Whether a request may want a record with these clause bits.
  func isWanted(_ kind: RecordKind, _ bits: UnsafePointer<UInt64>) -> Bool {
    let demands = demands[kind.rawValue]
    if bits[0] & LiteralSet.always != 0 { return !demands.requests.isEmpty }
    var isWanted = false
    demands.forEachSatisfied(by: bits, wordCount) { _ in isWanted = true }
    return isWanted
  }

  /// Whether some request wants every record of a kind.
  func takesAll(_ kind: RecordKind) -> Bool { demands[kind.rawValue].takesAll }

  /// Whether a request asks records of a kind for literals.
  func asks(_ request: Int, _ kind: RecordKind) -> Bool {
    let demands = demands[kind.rawValue]
    guard isFiltered, let place = demands.requests.firstIndex(of: request) else { return false }
    return demands.clauses[(place * wordCount)..<((place + 1) * wordCount)].contains { $0 != 0 }
  }

  /// The requests that some record of a kind may satisfy.
  func requests(_ kind: RecordKind) -> [Int] { demands[kind.rawValue].requests }

  func excludes(_ request: Int, _ kind: RecordKind) -> Bool {
    demands[kind.rawValue].isExcluded[request]
  }
}
