import EventModel
import QueryPlan
import Synchronization

/// The rules of one file, and where they hold.
struct RuleCandidate: Sendable {
  static let conditionFields = ["sourcetype", "source"]

  let source: any SourcetypeRuleSource
  private let answers = DefinedNames()
  /// True for the events that the rules are for.
  let condition: Expression

  init(_ source: any SourcetypeRuleSource) {
    self.source = source
    condition = .all(
      Self.match("sourcetype", source.sourcetypes) + Self.match("source", source.sources))
  }

  private static func match(_ field: String, _ globs: [String]) -> [Expression] {
    guard !globs.isEmpty else { return [] }
    let terms = globs.map {
      Expression.fieldMatch(FieldMatch(field: field, comparison: .equal, value: $0))
    }
    return [terms.count == 1 ? terms[0] : .or(terms)]
  }

  func mayWrite(_ fields: FieldNeeds) -> Bool {
    fields.all || !fields.patterns.isEmpty
      || fields.names.contains { !EventFields.isFixed($0) && mayWrite($0) }
  }

  private func mayWrite(_ field: String) -> Bool { source.openInputs != nil || defines(field) }

  private func defines(_ field: String) -> Bool {
    answers.answer(field) { source.defines(field) }
  }

  /// What the rules read when the fields can come from open extractions only, whose names only
  /// the events tell.
  func openInputs(for fields: FieldNeeds) -> [String]? {
    guard fields.patterns.isEmpty,
      !fields.names.contains(where: { !EventFields.isFixed($0) && defines($0) })
    else { return nil }
    return source.openInputs
  }

  /// Whether rows that satisfy an expression can be of these source types.
  func isPossible(under expression: Expression) -> Bool {
    for field in Self.conditionFields {
      guard let values = expression.possibleValues(of: field) else { continue }
      let isExcluded = values.allSatisfy {
        condition.folded(knowing: [field: $0]).truth == false
      }
      if isExcluded { return false }
    }
    return true
  }
}

/// What was asked of a file before: its text is looked through once for a name.
private final class DefinedNames: Sendable {
  private let known = Mutex<[String: Bool]>([:])

  func answer(_ field: String, _ find: () -> Bool) -> Bool {
    known.withLock { known in
      if let answer = known[field] { return answer }
      let answer = find()
      known[field] = answer
      return answer
    }
  }
}

extension Expression {
  /// The values that a field can have where the expression is true; nil when that is not known.
  fileprivate func possibleValues(of field: String) -> [String]? {
    switch self {
    case .fieldMatch(let match):
      guard match.field == field, !match.isNegated, case .equals = match.test else { return nil }
      return [match.value]
    case .and(let terms): return terms.lazy.compactMap { $0.possibleValues(of: field) }.first
    case .or(let terms):
      var values: [String] = []
      for term in terms {
        guard let some = term.possibleValues(of: field) else { return nil }
        values += some
      }
      return values
    case .literal, .field, .negate, .not, .arithmetic, .concatenate, .compare, .xor, .call,
      .textMatch:
      return nil
    }
  }
}
