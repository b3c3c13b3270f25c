package import Diagnostics

/// A computation over one row, ready to run: names are resolved, patterns compiled.
package indirect enum Expression: Sendable {
  case literal(Literal)
  case field(String)
  case negate(Expression)
  case not(Expression)
  case arithmetic(ArithmeticOperator, Expression, Expression)
  case concatenate([Expression])
  case compare(ComparisonOperator, Expression, Expression)
  /// All must hold. Three-valued: null where neither false nor sure.
  case and([Expression])
  case or([Expression])
  case xor(Expression, Expression)
  case call(BoundCall)
  /// A `search` term on a field: never null, false where the field is missing.
  case fieldMatch(FieldMatch)
  /// A `search` term on the event's text.
  case textMatch(TextMatch)
}

package enum ArithmeticOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

package enum ComparisonOperator: String, Sendable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// Whether the operator holds for an order of its operands (negative, zero, positive).
  package func holds(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }
}

/// A constant in a search.
package enum Literal: Sendable, Equatable {
  case null
  case text(String)
  case number(Double)
  case boolean(Bool)
}

/// Whether an expression gives a value or a truth.
package enum ExpressionKind: Sendable, Equatable {
  case value
  case truth
  /// `if`, `null()` and the like: what their arguments are.
  case either
}

/// A function with its arguments.
package struct BoundCall: Sendable {
  /// As it is documented, lower case.
  package let name: String
  package let function: any ScalarFunction
  package let arguments: [Expression]
  package let kind: ExpressionKind
  package let span: Span

  package init(
    name: String, function: any ScalarFunction, arguments: [Expression], kind: ExpressionKind,
    span: Span
  ) {
    self.name = name
    self.function = function
    self.arguments = arguments
    self.kind = kind
    self.span = span
  }
}

extension Expression {
  package var kind: ExpressionKind {
    switch self {
    case .literal(.boolean): .truth
    case .literal(.null): .either
    case .literal(.text), .literal(.number): .value
    case .field, .negate, .arithmetic, .concatenate: .value
    case .not, .compare, .and, .or, .xor, .fieldMatch, .textMatch: .truth
    case .call(let call): call.kind
    }
  }

  package var children: [Expression] {
    switch self {
    case .literal, .field, .fieldMatch, .textMatch: []
    case .negate(let a), .not(let a): [a]
    case .arithmetic(_, let a, let b), .compare(_, let a, let b), .xor(let a, let b): [a, b]
    case .concatenate(let all), .and(let all), .or(let all): all
    case .call(let call): call.arguments
    }
  }

  /// The fields that the expression reads.
  package var needs: FieldNeeds {
    var needs = FieldNeeds.none
    collectNeeds(into: &needs)
    return needs
  }

  private func collectNeeds(into needs: inout FieldNeeds) {
    switch self {
    case .field(let name): needs.insert(name)
    case .fieldMatch(let match): needs.insert(match.field)
    case .textMatch: needs.insert("_raw")
    case .call(let call): needs.formUnion(call.function.extraNeeds)
    case .literal, .negate, .not, .arithmetic, .concatenate, .compare, .and, .or, .xor: break
    }
    for child in children { child.collectNeeds(into: &needs) }
  }

  /// Whether the value depends on where a row stands in the stream.
  package var readsPlace: Bool {
    if case .call(let call) = self, call.function.readsPlace { return true }
    return children.contains { $0.readsPlace }
  }

  /// The terms of a conjunction, nested ones included; the expression itself when it is none.
  package var conjuncts: [Expression] {
    if case .and(let terms) = self { return terms.flatMap { $0.conjuncts } }
    return [self]
  }

  package static func all(_ terms: [Expression]) -> Expression {
    switch terms.count {
    case 0: .literal(.boolean(true))
    case 1: terms[0]
    default: .and(terms)
    }
  }
}
