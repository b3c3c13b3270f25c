package import Diagnostics
package import QueryPlan
package import SPLSyntax

/// Turns an eval expression as written into one that can run: functions looked up, arguments
/// counted, booleans and values told apart.
package struct ExpressionBinder: Sendable {
  let environment: SearchEnvironment
  private let knowledge: any KnowledgeProvider
  /// Where it says what surely means something else than it says.
  let warnings: Notices

  package init(
    environment: SearchEnvironment, knowledge: any KnowledgeProvider = NoKnowledge(),
    warnings: Notices = Notices()
  ) {
    self.environment = environment
    self.knowledge = knowledge
    self.warnings = warnings
  }

  /// An expression that gives a value, for a field.
  package func value(_ expression: EvalExpression) throws(Diagnostic) -> Expression {
    let bound = try bind(expression)
    guard bound.kind != .truth else {
      throw Diagnostic(
        .booleanValue, "a field cannot hold a boolean", at: expression.span,
        label: "true or false",
        help: "wrap it: `if(\(expression.span.text), \"true\", \"false\")`")
    }
    return bound
  }

  /// An expression that is true or false, for a condition.
  package func truth(_ expression: EvalExpression) throws(Diagnostic) -> Expression {
    let bound = try bind(expression)
    if bound.kind == .value, case .field = bound { return bound }
    guard bound.kind != .value else {
      throw Diagnostic(
        .booleanExpected, "a condition must be true or false", at: expression.span,
        label: "a value", help: "compare it with something")
    }
    return bound
  }

  /// Either.
  package func bind(_ expression: EvalExpression) throws(Diagnostic) -> Expression {
    switch expression.node {
    case .number(let number, _): return .literal(.number(number))
    case .text(let text): return .literal(.text(text))
    case .field(let name): return .field(name)
    case .dotted(let names): return try dotted(names, expression.span)
    case .call(let name, let nameSpan, let arguments):
      return try call(name, nameSpan, arguments, expression.span)
    case .unary(.negate, let operand): return .negate(try operandValue(operand))
    case .unary(.plus, let operand): return try operandValue(operand)
    case .unary(.not, let operand): return .not(try truth(operand))
    case .binary(let operation, let a, let b): return try binary(operation, a, b)
    case .inList(let value, let list):
      let left = try operandValue(value)
      var terms: [Expression] = []
      for item in list {
        warnOfWildcard(item, comparedWith: value)
        terms.append(.compare(.equal, left, try operandValue(item)))
      }
      return terms.count == 1 ? terms[0] : .or(terms)
    case .subsearch(let subsearch):
      throw Diagnostic(
        .unsupportedSyntax, "a subsearch cannot stand in an expression yet", at: subsearch.span)
    }
  }

  /// The field of the whole name where a row has it, else the texts of the parts joined.
  private func dotted(_ names: [String], _ span: Span) throws(Diagnostic) -> Expression {
    let whole = Expression.field(names.joined(separator: "."))
    let parts = Expression.concatenate(names.map { .field($0) })
    return try bound("coalesce", [whole, parts], [span, span], nameSpan: span, span)
  }

  func operandValue(_ expression: EvalExpression) throws(Diagnostic) -> Expression {
    let bound = try bind(expression)
    guard bound.kind != .truth else {
      throw Diagnostic(
        .booleanValue, "an operator wants values, not a boolean", at: expression.span,
        label: "true or false")
    }
    return bound
  }

  private func binary(
    _ operation: EvalExpression.BinaryOperator, _ a: EvalExpression, _ b: EvalExpression
  ) throws(Diagnostic) -> Expression {
    switch operation {
    case .and: return .all(try truth(a).conjuncts + truth(b).conjuncts)
    case .or: return .or(try disjuncts(a) + disjuncts(b))
    case .xor: return .xor(try truth(a), try truth(b))
    case .concatenate: return .concatenate(try concatenated(a) + concatenated(b))
    case .like:
      let arguments = [try operandValue(a), try operandValue(b)]
      let span = a.span.joined(b.span)
      return try bound("like", arguments, [a.span, b.span], nameSpan: span, span)
    case .add: return try arithmetic(.add, a, b)
    case .subtract: return try arithmetic(.subtract, a, b)
    case .multiply:
      if let constant = try rounded(.multiply, a, b) { return constant }
      return try arithmetic(.multiply, a, b)
    case .divide:
      if let constant = try rounded(.divide, a, b) { return constant }
      return try arithmetic(.divide, a, b)
    case .remainder: return try arithmetic(.remainder, a, b)
    case .equal: return try comparison(.equal, a, b)
    case .notEqual: return try comparison(.notEqual, a, b)
    case .less: return try comparison(.less, a, b)
    case .lessOrEqual: return try comparison(.lessOrEqual, a, b)
    case .greater: return try comparison(.greater, a, b)
    case .greaterOrEqual: return try comparison(.greaterOrEqual, a, b)
    }
  }

  private func disjuncts(_ expression: EvalExpression) throws(Diagnostic) -> [Expression] {
    let bound = try truth(expression)
    if case .or(let terms) = bound { return terms }
    return [bound]
  }

  private func concatenated(_ expression: EvalExpression) throws(Diagnostic) -> [Expression] {
    let bound = try operandValue(expression)
    if case .concatenate(let parts) = bound { return parts }
    return [bound]
  }

  private func arithmetic(
    _ operation: ArithmeticOperator, _ a: EvalExpression, _ b: EvalExpression
  ) throws(Diagnostic) -> Expression {
    if operation != .add {
      try requireNumber(a, operation)
      try requireNumber(b, operation)
    }
    return .arithmetic(operation, try operandValue(a), try operandValue(b))
  }

  private func comparison(
    _ comparison: ComparisonOperator, _ a: EvalExpression, _ b: EvalExpression
  ) throws(Diagnostic) -> Expression {
    warnOfComparison(comparison, a, b)
    return .compare(comparison, try bind(a), try bind(b))
  }

  private func call(
    _ name: String, _ nameSpan: Span, _ arguments: [EvalExpression], _ span: Span
  ) throws(Diagnostic) -> Expression {
    if name == "searchmatch" { return try searchMatch(arguments, span) }
    var expressions: [Expression] = []
    for argument in arguments {
      expressions.append(try bind(name == "exact" ? unrounded(argument) : argument))
    }
    return try bound(name, expressions, arguments.map { $0.span }, nameSpan: nameSpan, span)
  }

  /// `searchmatch("a=b c")`: the text is a search.
  private func searchMatch(
    _ arguments: [EvalExpression], _ span: Span
  ) throws(Diagnostic) -> Expression {
    guard arguments.count == 1, case .text(let text) = arguments[0].node else {
      throw Diagnostic(
        .argumentCount, "`searchmatch` takes one search between double quotes", at: span)
    }
    let source = SourceText(
      name: span.source.name, bytes: Array(text.utf8),
      pieces: [
        .init(range: 0..<text.utf8.count, origin: arguments[0].span, isVerbatim: false)
      ])
    guard let search = try SearchExpressionParser.parse(Scanner(source.wholeSpan)) else {
      return .literal(.boolean(true))
    }
    var binder = SearchBinder(PreparedKnowledge(knowledge, environment: environment))
    let bound = try binder.bind(search)
    for warning in binder.warnings { warnings.add(warning) }
    return bound
  }

  func bound(
    _ name: String, _ arguments: [Expression], _ argumentSpans: [Span], nameSpan: Span, _ span: Span
  ) throws(Diagnostic) -> Expression {
    guard let function = FunctionRegistry.function(named: name) else {
      if let reason = FunctionRegistry.unsupported[name] {
        throw Diagnostic(
          .unsupportedSyntax, "the function `\(name)` is not supported", at: nameSpan, help: reason)
      }
      let guess = NearMiss.find(name, among: FunctionRegistry.names)
      throw Diagnostic(
        .unknownFunction, "unknown function `\(name)`", at: nameSpan,
        help: guess.map { "did you mean `\($0)`?" })
    }
    let allowed = function.documentation.arguments
    guard allowed.contains(arguments.count) else {
      throw Diagnostic(
        .argumentCount, "`\(name)` takes \(allowed.spelled)", at: span,
        label: "\(arguments.count) given", help: "syntax: \(function.documentation.syntax)")
    }
    let call = FunctionCall(
      name: name, arguments: arguments, argumentSpans: argumentSpans, span: span,
      knowledge: knowledge)
    return .call(
      BoundCall(
        name: function.documentation.names[0], function: try function.init(call),
        arguments: arguments, kind: Self.kind(function, arguments), span: span))
  }

  /// An `either` function gives what its result arguments give.
  private static func kind(
    _ function: any ScalarFunction.Type, _ arguments: [Expression]
  ) -> ExpressionKind {
    guard function.kind == .either else { return function.kind }
    let kinds = function.resultArguments(count: arguments.count).map { arguments[$0].kind }
    if kinds.contains(.value) { return .value }
    return kinds.contains(.truth) ? .truth : .either
  }
}

extension ClosedRange<Int> {
  fileprivate var spelled: String {
    let noun = upperBound == 1 ? "argument" : "arguments"
    if lowerBound == upperBound { return "\(lowerBound) \(noun)" }
    if upperBound >= FunctionDocumentation.anyNumber {
      return "at least \(lowerBound) \(lowerBound == 1 ? "argument" : "arguments")"
    }
    return "\(lowerBound) to \(upperBound) arguments"
  }
}
