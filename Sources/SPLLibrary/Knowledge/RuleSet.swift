import QueryPlan

/// The rules of all source types that a session knows.
final class RuleSet: Sendable {
  let candidates: [RuleCandidate]
  /// By field: the candidates that name it as one that they set.
  private let definers = PreparedValues<String, [Int]>()
  /// By field and value: whether each candidate is for some events with it.
  private let accepted = PreparedValues<[String], [Bool]>()

  /// `constants`: what is sure of all events; rules that are for none of those are left out.
  init(
    _ sources: [any SourcetypeRuleSource], constants: [String: String] = [:],
    binder: ExpressionBinder, knowledge: any KnowledgeProvider
  ) {
    var candidates: [RuleCandidate] = []
    for source in sources {
      let candidate = RuleCandidate(
        source, place: candidates.count, binder: binder, knowledge: knowledge)
      guard candidate.condition.folded(knowing: constants).truth != false else { continue }
      candidates.append(candidate)
    }
    self.candidates = candidates
  }

  /// The places of the candidates that name a field as one that they set.
  func places(defining field: String) -> [Int] {
    guard !EventFields.isFixed(field) else { return [] }
    return definers.value(field) {
      candidates.indices.filter { candidates[$0].source.defines(field) }
    }
  }

  /// By place: those of the fields that the candidate names as ones that it sets.
  func defined(_ fields: some Sequence<String>) -> [[String]] {
    var defined = [[String]](repeating: [], count: candidates.count)
    for field in fields {
      for place in places(defining: field) { defined[place].append(field) }
    }
    return defined
  }

  /// By place: whether rows that satisfy an expression can be of these source types.
  func possible(under expression: Expression) -> [Bool] {
    switch expression {
    case .fieldMatch(let match):
      guard RuleCandidate.conditionFields.contains(match.field), !match.isNegated,
        case .equals = match.test
      else { break }
      return accepting(match.field, match.value)
    case .and(let terms):
      return terms.map { possible(under: $0) }.reduce(all(true)) { Self.merge($0, $1) { $0 && $1 } }
    case .or(let terms):
      return terms.map { possible(under: $0) }.reduce(all(false)) {
        Self.merge($0, $1) { $0 || $1 }
      }
    case .literal, .field, .negate, .not, .arithmetic, .concatenate, .compare, .xor, .call,
      .textMatch:
      break
    }
    return all(true)
  }

  private func accepting(_ field: String, _ value: String) -> [Bool] {
    accepted.value([field, value]) {
      candidates.map { $0.condition.folded(knowing: [field: value]).truth != false }
    }
  }

  private func all(_ answer: Bool) -> [Bool] { candidates.map { _ in answer } }

  private static func merge(
    _ a: [Bool], _ b: [Bool], _ rule: (Bool, Bool) -> Bool
  ) -> [Bool] {
    zip(a, b).map { rule($0, $1) }
  }
}
