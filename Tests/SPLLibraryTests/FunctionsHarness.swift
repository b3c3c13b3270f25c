import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLLibrary
import SPLSyntax

/// Evaluates eval expressions over one row, to test functions on their own.
struct FunctionsHarness {
  /// 2026-01-15T12:00:00Z.
  static let now = 1_768_478_400.0

  var row: [String: [String]] = [:]
  var zone = TimeZoneRules.utc
  /// How many times the row stands in the batch.
  var copies = 1

  /// The displayed text of each row's result.
  func results(_ text: String) throws -> [String?] {
    let expression = try FunctionsBinder.bind(try EvalParser.parse(text: text))
    let arena = Arena()
    var batch = Batch(rowCount: copies)
    for (field, values) in row {
      let cell = arena.cell(values.map { arena.store($0) })
      batch.set(field, Column(Array(repeating: cell, count: copies), arenas: [arena]))
    }
    let environment = SearchEnvironment(now: Self.now, zone: zone)
    let column = try evaluate(expression, batch, in: arena, environment)
    return (0..<copies).map { column[$0].string }
  }

  func result(_ text: String) throws -> String? { try results(text)[0] }

  func values(_ text: String) throws -> [String]? {
    try result(text).map {
      $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private func evaluate(
    _ expression: Expression, _ batch: Batch, in arena: Arena, _ environment: SearchEnvironment
  ) throws -> Column {
    let evaluator = ExpressionEvaluator(environment: environment)
    guard case .call(let call) = expression, let function = call.function as? any PerValueFunction
    else { return try evaluator.evaluate(expression, batch, in: arena) }
    let values =
      try function.valuesArgument.map {
        try evaluate(call.arguments[$0], batch, in: arena, environment)
      } ?? batch[function.field]
    let expansion = ValueExpansion(values)
    var expanded = batch.gathered(expansion.rows)
    expanded.set(function.field, expansion.values)
    let results = try evaluate(
      call.arguments[function.repeatedArgument], expanded, in: arena, environment)
    let context = EvaluationContext(
      rowCount: batch.rowCount, arena: arena, environment: environment)
    return try function.combine(expansion, results: results, in: context)
  }
}

/// Turns parsed expressions into plan expressions: only what the tests of functions need.
enum FunctionsBinder {
  static func bind(_ expression: EvalExpression) throws(Diagnostic) -> Expression {
    switch expression.node {
    case .number(let number, _): return .literal(.number(number))
    case .text(let text): return .literal(.text(text))
    case .field(let name): return .field(name)
    case .dotted(let names): return .field(names.joined(separator: "."))
    case .subsearch: throw Diagnostic(.unsupportedSyntax, "no subsearch here", at: expression.span)
    case .unary(.negate, let operand): return .negate(try bind(operand))
    case .unary(.plus, let operand): return try bind(operand)
    case .unary(.not, let operand): return .not(try bind(operand))
    case .inList(let value, let list):
      return try call("in", [value] + list, expression.span)
    case .call(let name, _, let arguments): return try call(name, arguments, expression.span)
    case .binary(let operation, let a, let b):
      return try binary(operation, a, b, expression.span)
    }
  }

  private static func binary(
    _ operation: EvalExpression.BinaryOperator, _ a: EvalExpression, _ b: EvalExpression,
    _ span: Span
  ) throws(Diagnostic) -> Expression {
    if operation == .like { return try call("like", [a, b], span) }
    let (left, right) = (try bind(a), try bind(b))
    if let arithmetic = ArithmeticOperator(rawValue: operation.rawValue) {
      return .arithmetic(arithmetic, left, right)
    }
    if let comparison = ComparisonOperator(rawValue: operation.rawValue) {
      return .compare(comparison, left, right)
    }
    switch operation {
    case .concatenate: return .concatenate([left, right])
    case .and: return .and([left, right])
    case .or: return .or([left, right])
    case .xor: return .xor(left, right)
    default: throw Diagnostic(.unsupportedSyntax, "no such operator here", at: span)
    }
  }

  private static func call(
    _ name: String, _ arguments: [EvalExpression], _ span: Span
  ) throws(Diagnostic) -> Expression {
    guard let type = FunctionRegistry.function(named: name) else {
      throw Diagnostic(.unknownFunction, "unknown function `\(name)`", at: span)
    }
    guard type.documentation.arguments.contains(arguments.count) else {
      throw Diagnostic(.argumentCount, "wrong number of arguments", at: span)
    }
    var bound: [Expression] = []
    for argument in arguments { bound.append(try bind(argument)) }
    let function = try type.init(
      FunctionCall(
        name: name, arguments: bound, argumentSpans: arguments.map { $0.span }, span: span))
    var kind = type.kind
    if kind == .either {
      let kinds = type.resultArguments(count: bound.count).map { bound[$0].kind }
      kind = kinds.contains(.value) ? .value : kinds.contains(.truth) ? .truth : .either
    }
    return .call(
      BoundCall(name: name, function: function, arguments: bound, kind: kind, span: span))
  }
}
