import EventModel

/// Literals that every matching event must contain, so that a source can throw away an event
/// before it is parsed.
///
/// Sound, never complete: an event that is thrown away cannot satisfy the predicate; one that is
/// kept still has to be tested. A source must also keep every event whose text may spell a literal
/// with JSON escapes (`\u0063`), or hide it in an encoded envelope.
package struct LiteralPrefilter: Sendable, Equatable {
  package struct Literal: Sendable, Hashable {
    /// Folded to lower case; only bytes that JSON encoders leave as they are.
    package let bytes: [UInt8]
    /// True when it is the whole value of a field, so that in JSON it stands between quotes.
    package let isWholeValue: Bool

    package init(bytes: [UInt8], isWholeValue: Bool) {
      self.bytes = bytes
      self.isWholeValue = isWholeValue
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// An event must contain one of the literals of every clause.
  package struct Clause: Sendable, Hashable {
    package let literals: [Literal]

    package init(literals: [Literal]) { self.literals = literals }
  }

  package let clauses: [Clause]

  package init(clauses: [Clause]) { self.clauses = clauses }

  /// The literals of a predicate; no clauses when it has none that every match must contain.
  package init(_ predicate: Expression?) {
    var seen: Set<Clause> = []
    clauses = (predicate.map { Self.clauses($0) } ?? []).filter { seen.insert($0).inserted }
  }

  private static func clauses(_ expression: Expression) -> [Clause] {
    switch expression {
    case .and(let terms): return terms.flatMap { clauses($0) }
    case .or(let terms): return alternatives(terms)
    case .fieldMatch(let match): return literals(match).map { [Clause(literals: $0)] } ?? []
    case .textMatch(let match):
      return longestSafePart(match.parts).map { [Clause(literals: [$0])] } ?? []
    case .compare(.equal, .field(let field), .literal(.text(let value))),
      .compare(.equal, .literal(.text(let value)), .field(let field)):
      // A number may be written in other ways: 403, 403.0, 4.03e2.
      guard !EventFields.isDerived(field), NumberText.parse(value) == nil else { return [] }
      return wholeValue(value).map { [Clause(literals: [$0])] } ?? []
    case .literal, .field, .negate, .not, .arithmetic, .concatenate, .compare, .xor, .call:
      return []
    }
  }

  /// One clause for a disjunction, made of the most selective clause of each branch.
  private static func alternatives(_ terms: [Expression]) -> [Clause] {
    var literals: [Literal] = []
    for term in terms {
      let best = clauses(term).max { rank($0) < rank($1) }
      guard let best else { return [] }
      literals += best.literals
    }
    var seen: Set<Literal> = []
    return [Clause(literals: literals.filter { seen.insert($0).inserted })]
  }

  /// Fewer and longer literals first.
  private static func rank(_ clause: Clause) -> Double {
    let shortest = clause.literals.map { $0.bytes.count }.min() ?? 0
    return Double(shortest) / Double(max(clause.literals.count, 1))
  }

  private static func literals(_ match: FieldMatch) -> [Literal]? {
    guard !match.isNegated, !EventFields.isDerived(match.field) else { return nil }
    switch match.test {
    case .equals: return wholeValue(match.value).map { [$0] }
    case .wildcard(let pattern): return longestSafePart(pattern.parts).map { [$0] }
    case .exists, .network, .order: return nil
    }
  }

  private static func wholeValue(_ value: String) -> Literal? {
    let folded = CaseFolding.fold(Array(value.utf8))
    // JSON's numbers stand without quotes, so that only a long one tells much.
    guard folded.allSatisfy({ isSafe($0) }), !folded.isEmpty, NumberText.parse(value) == nil else {
      return longestSafePart([folded])
    }
    // So do its own words.
    let isWord = ["true", "false", "null"].contains(value.lowercased())
    return Literal(bytes: folded, isWholeValue: !isWord)
  }

  private static let shortestPart = 3

  private static func longestSafePart(_ parts: [[UInt8]]) -> Literal? {
    let safe = parts.flatMap { $0.split { !isSafe($0) } }
    guard let longest = safe.max(by: { $0.count < $1.count }), longest.count >= shortestPart
    else { return nil }
    return Literal(bytes: CaseFolding.fold(Array(longest)), isWholeValue: false)
  }

  /// Letters, digits and ` -_.:`; a source that finds one of these escaped keeps the event.
  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default:
      [" ", "-", "_", ".", ":"].contains { UInt8(ascii: $0) == byte }
    }
  }
}

extension LiteralPrefilter: CustomStringConvertible {
  package var description: String {
    clauses.map { clause in
      let literals = clause.literals.map { $0.isWholeValue ? "\"\($0.text)\"" : $0.text }
      return literals.count == 1 ? literals[0] : "(" + literals.joined(separator: " OR ") + ")"
    }.joined(separator: " AND ")
  }
}
