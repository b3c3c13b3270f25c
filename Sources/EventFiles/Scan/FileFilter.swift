import EventModel
import Execution
import QueryPlan

/// Which records of one file which request may want, told by literals.
///
/// A request that asks for several clauses is told by the rarest of them first: only that one is
/// searched for everywhere, the others only in records that hold it.
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
  let wordCount: Int
  /// One clause of each request that has any; nil when every record is a candidate.
  let first: LiteralSet?
  /// The other clauses.
  let others: LiteralSet?
  /// Whether no request can want anything of the file.
  let isEmpty: Bool

  init(
    _ requests: [ScanRequest], knowing constants: (RecordKind) -> [String: String],
    bareLiterals: Bool, databases: LiteralDatabases
  ) throws(SourceError) {
    var clauseBits: [LiteralPrefilter.Clause: Int] = [:]
    var firstBits: Set<Int> = []
    let kinds = RecordKind.allCases.map { kind in
      requests.map { request -> (isExcluded: Bool, clauses: [Int]) in
        let predicate = request.scan.predicate?.folded(knowing: constants(kind))
        if predicate?.truth == false { return (true, []) }
        let clauses = LiteralPrefilter(predicate).clauses
        let bits = clauses.map { clause in
          // Bit 0 is taken by `always`.
          let bit = clauseBits[clause] ?? clauseBits.count + 1
          clauseBits[clause] = bit
          return bit
        }
        let shares = clauses.map { LiteralRarity.share($0) }
        if let rarest = bits.indices.min(by: { shares[$0] < shares[$1] }) {
          firstBits.insert(bits[rarest])
        }
        return (false, bits)
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
      first = nil
      others = nil
      return
    }
    let clauses = clauseBits.map { (clause: $0.key, bit: $0.value) }
    first = try LiteralSet(
      clauses.filter { firstBits.contains($0.bit) }, wordCount: wordCount, bare: bareLiterals,
      hiding: true, databases: databases)
    let rest = clauses.filter { !firstBits.contains($0.bit) }
    others =
      rest.isEmpty
      ? nil
      : try LiteralSet(
        rest, wordCount: wordCount, bare: bareLiterals, hiding: false, databases: databases)
  }

  /// The requests that may want a record with these clause bits; nil stands for all bits.
  func wanted(_ kind: RecordKind, _ bits: UnsafePointer<UInt64>?, into wanted: inout [Int]) {
    wanted.removeAll(keepingCapacity: true)
    let demands = demands[kind.rawValue]
    guard let bits, bits[0] & LiteralSet.always == 0 else {
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

  /// Whether some request wants every record of a kind.
  func takesAll(_ kind: RecordKind) -> Bool { demands[kind.rawValue].takesAll }

  func excludes(_ request: Int, _ kind: RecordKind) -> Bool {
    demands[kind.rawValue].isExcluded[request]
  }
}
