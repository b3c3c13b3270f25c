import EventModel
package import QueryPlan

/// One of the ways in which an event can satisfy a search's predicate: what must hold all at once.
///
/// Conditions that are not about the request stay expressions.
package struct RequestCondition: Sendable {
  /// By field, in the order in which the search names them.
  private(set) var sets: [(field: String, set: ValueSet)] = []
  package private(set) var rest: [Expression] = []
  /// Groups of the caller: one of each set, and none of the others.
  private var groups: [Set<String>] = []
  private var otherGroups: Set<String> = []

  static let groupsField = "user.groups{}"
  /// A predicate with more ways than these is taken for wider than it is.
  static let limit = 256

  /// The ways to satisfy a predicate; none when nothing can.
  package static func all(of predicate: Expression?) -> [RequestCondition] {
    guard let predicate else { return [RequestCondition()] }
    return alternatives(predicate, isNegated: false).filter { !$0.isImpossible }
  }

  /// What must hold of a field; every text when nothing is said.
  package subscript(field: String) -> ValueSet {
    sets.first { $0.field == field }?.set ?? .any
  }

  package func names(_ field: String) -> Bool { sets.contains { $0.field == field } }

  private var isImpossible: Bool { sets.contains { $0.set.isEmpty } }

  /// The callers of the set, as far as a search can say.
  package var callers: RequestBox {
    var box = RequestBox()
    box.user = self["user.username"]
    box.groups = groups
    box.otherGroups = otherGroups
    return box
  }
}

extension RequestCondition {
  private init(_ field: String, _ set: ValueSet, _ expression: Expression) {
    sets = [(field, set)]
    if !Self.isAboutRequest(field) { rest = [expression] }
  }

  private init(rest expression: Expression) { rest = [expression] }

  /// Fields whose conditions a policy can be compared with; the others are about bodies and
  /// outcomes.
  private static func isAboutRequest(_ field: String) -> Bool {
    fields.contains(field)
  }

  private static let fields: Set<String> = [
    "verb", "objectRef.apiGroup", "objectRef.resource", "objectRef.subresource",
    "objectRef.namespace", "objectRef.name", "user.username", "requestURI", "stage",
    "responseStatus.code",
  ]

  private static func alternatives(
    _ expression: Expression, isNegated: Bool
  ) -> [RequestCondition] {
    switch expression {
    case .and(let terms):
      return isNegated ? either(terms, isNegated, expression) : all(terms, isNegated, expression)
    case .or(let terms):
      return isNegated ? all(terms, isNegated, expression) : either(terms, isNegated, expression)
    case .not(let term): return alternatives(term, isNegated: !isNegated)
    case .literal(.boolean(let value)): return value != isNegated ? [RequestCondition()] : []
    case .fieldMatch(let match):
      return [condition(match, isNegated, negated(expression, isNegated))]
    case .compare(.equal, .field(let field), .literal(.text(let text))),
      .compare(.equal, .literal(.text(let text)), .field(let field)):
      guard !isNegated, !field.contains("{}") else { break }
      return [RequestCondition(field, ValueSet([text]), expression)]
    case .compare(.notEqual, .field(let field), .literal(.text(let text))),
      .compare(.notEqual, .literal(.text(let text)), .field(let field)):
      guard !isNegated, !field.contains("{}") else { break }
      return [RequestCondition(field, ValueSet(except: [text, ""]), expression)]
    case .literal, .field, .negate, .arithmetic, .concatenate, .compare, .xor, .call, .textMatch:
      break
    }
    return [RequestCondition(rest: negated(expression, isNegated))]
  }

  private static func negated(_ expression: Expression, _ isNegated: Bool) -> Expression {
    isNegated ? .not(expression) : expression
  }

  private static func condition(
    _ match: FieldMatch, _ isNegated: Bool, _ expression: Expression
  ) -> RequestCondition {
    if match.field == groupsField { return groups(match, isNegated, expression) }
    guard !match.field.contains("{}") else { return RequestCondition(rest: expression) }
    let isExistence: Bool
    switch match.test {
    case .exists: isExistence = true
    case .equals, .wildcard: isExistence = false
    case .network, .order: return RequestCondition(rest: expression)
    }
    let set: ValueSet =
      switch (match.isNegated, isNegated) {
      case (false, false):
        isExistence ? ValueSet(except: [""]) : ValueSet(matching: [match.value])
      case (false, true): isExistence ? ValueSet([""]) : ValueSet(except: [match.value])
      case (true, false):
        isExistence ? ValueSet([]) : ValueSet(except: [match.value, ""])
      case (true, true): isExistence ? .any : ValueSet(matching: [match.value, ""])
      }
    return RequestCondition(match.field, set, expression)
  }

  private static func groups(
    _ match: FieldMatch, _ isNegated: Bool, _ expression: Expression
  ) -> RequestCondition {
    var condition = RequestCondition()
    guard case .equals = match.test, !match.isNegated else { return condition }
    if isNegated {
      condition.otherGroups = [match.value]
    } else {
      condition.groups = [[match.value]]
    }
    return condition
  }

  private static func all(
    _ terms: [Expression], _ isNegated: Bool, _ whole: Expression
  ) -> [RequestCondition] {
    var found = [RequestCondition()]
    for term in terms {
      let next = alternatives(term, isNegated: isNegated)
      guard found.count * next.count <= limit else {
        for index in found.indices { found[index].rest.append(negated(term, isNegated)) }
        continue
      }
      found = found.flatMap { a in next.map { a.and($0) } }.filter { !$0.isImpossible }
    }
    return found
  }

  private static func either(
    _ terms: [Expression], _ isNegated: Bool, _ whole: Expression
  ) -> [RequestCondition] {
    let found = terms.flatMap { alternatives($0, isNegated: isNegated) }
    guard let first = found.first?.sets.first, found.allSatisfy({ $0.isOnly(first.field) }) else {
      return found
    }
    // One field with several values is one condition, so that the ways do not multiply.
    let set = found.dropFirst().reduce(first.set) { $0.union($1[first.field]) }
    return [RequestCondition(first.field, set, negated(whole, isNegated))]
  }

  private func isOnly(_ field: String) -> Bool {
    sets.count == 1 && sets[0].field == field && groups.isEmpty && otherGroups.isEmpty
      && rest.count <= 1
  }

  private func and(_ other: RequestCondition) -> RequestCondition {
    var result = self
    for (field, set) in other.sets {
      if let index = result.sets.firstIndex(where: { $0.field == field }) {
        result.sets[index].set = result.sets[index].set.intersection(set)
      } else {
        result.sets.append((field, set))
      }
    }
    result.rest += other.rest
    result.groups += other.groups
    result.otherGroups.formUnion(other.otherGroups)
    return result
  }
}
