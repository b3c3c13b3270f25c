import Diagnostics
import EventModel
import QueryPlan

extension PlanReading {
  /// What is known of the value or truth of an expression.
  func reading(of expression: Expression) -> FieldReading {
    switch expression {
    case .literal(let literal): return .literal(literal)
    case .field(let name): return reading(name)
    case .textMatch: return reading("_raw")
    case .fieldMatch(let match): return reading(of: match)
    case .not(let term):
      var truth = reading(of: term)
      truth.change = truth.change.negated
      if case .boolean(let value)? = truth.constant { truth.constant = .boolean(!value) }
      return truth
    case .and(let terms): return joined(terms, stop: false)
    case .or(let terms): return joined(terms, stop: true)
    case .negate(let operand): return propagated([operand])
    case .concatenate(let parts): return propagated(parts)
    case .compare(_, let left, let right), .arithmetic(_, let left, let right),
      .xor(let left, let right):
      return propagated([left, right])
    case .call(let call): return reading(of: call)
    }
  }

  /// Null as soon as one operand is.
  private func propagated(_ operands: [Expression]) -> FieldReading {
    let parts = operands.map { reading(of: $0) }
    return .combined(parts, constant: parts.contains { $0.isNull } ? .null : nil)
  }

  private func reading(of match: FieldMatch) -> FieldReading {
    let field = reading(match.field)
    switch field.constant {
    case .null:
      var truth = field
      truth.constant = .boolean(false)
      truth.change = field.isAffected ? .fewer : .none
      return truth
    case .text(let text):
      let arena = Arena()
      let holds = match.matches(.text(arena.store(text)), in: arena)
      return .combined([field], constant: .boolean(holds))
    case .number, .boolean, nil: return .combined([field])
    }
  }

  /// A conjunction, or a disjunction when `stop` is true: the truth that decides it alone.
  private func joined(_ terms: [Expression], stop: Bool) -> FieldReading {
    let parts = terms.map { reading(of: $0) }
    let all = FieldReading.combined(parts)
    if let decided = parts.first(where: { $0.constant == .boolean(stop) }) {
      return FieldReading(
        constant: .boolean(stop), change: decided.change, mayBeNull: false,
        sources: decided.sources)
    }
    if !stop, let null = parts.first(where: { $0.isNull }) { return null }
    let isDecided = parts.allSatisfy { $0.constant != nil }
    let change = parts.reduce(FieldReading.Change.none) { change, part in
      let own: FieldReading.Change =
        !part.isAffected || part.constant == nil ? part.change : stop ? .fewer : .more
      return change.joined(own)
    }
    let constant: Literal? = isDecided ? (stop ? falseOrNull(parts) : .boolean(true)) : nil
    return FieldReading(
      constant: constant, change: change, mayBeNull: all.mayBeNull, sources: all.sources)
  }

  private func falseOrNull(_ parts: [FieldReading]) -> Literal {
    parts.contains { $0.isNull } ? .null : .boolean(false)
  }

  // MARK: Functions

  private static let firstOf: Set<String> = ["coalesce"]
  /// Functions that look at whether a value is there, so that null is an answer like another.
  private static let nullChecks: Set<String> = ["isnull", "isnotnull"]
  /// Functions that give a value although one of their arguments is null.
  private static let tolerant: Set<String> = [
    "if", "case", "validate", "nullif", "mvappend", "isstr", "isnum", "isint", "isbool", "typeof",
    "json_object", "json_array", "json_set", "mvzip", "printf", "searchmatch", "in",
  ]

  private func reading(of call: BoundCall) -> FieldReading {
    let parts = call.arguments.map { reading(of: $0) }
    if Self.nullChecks.contains(call.name), let part = parts.first {
      guard part.isAffected else { return part.isNull ? truth(of: call, isNull: true) : .same }
      guard part.isNull else { return .combined(parts) }
      var result = truth(of: call, isNull: true)
      result.change = result.constant == .boolean(true) ? .more : .fewer
      result.sources = part.sources
      return result
    }
    if Self.firstOf.contains(call.name) { return first(parts) }
    if Self.tolerant.contains(call.name) { return .combined(parts) }
    return .combined(parts, constant: parts.contains { $0.isNull } ? .null : nil)
  }

  private func truth(of call: BoundCall, isNull: Bool) -> FieldReading {
    .literal(.boolean((call.name == "isnull") == isNull))
  }

  /// The first argument that is there.
  private func first(_ parts: [FieldReading]) -> FieldReading {
    let rest = parts.filter { !$0.isNull }
    guard !rest.isEmpty else { return .combined(parts, constant: .null) }
    var result = FieldReading.combined(parts)
    // A text at the end stands in for whatever is missing.
    if let last = rest.last, last.constant != nil { result.mayBeNull = false }
    if rest.count == 1, let only = rest.first { result.constant = only.constant }
    return result
  }
}
