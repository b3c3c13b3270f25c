import Diagnostics
import QueryPlan
import SPLSyntax

/// `eval(avg(size)/max(delay))` of `chart` and `timechart`: aggregates, and what is made of them.
///
/// Source: Splunk Search Reference, `chart` and `timechart`, eval expressions.
struct AggregateExpression {
  /// The aggregates, under names of the engine's own.
  private(set) var measures: [Measure] = []
  /// The expression over those names.
  private(set) var expression: EvalExpression
  private let place: Int

  /// `place`: where the expression stands among its like, so that names do not meet.
  init(
    _ expression: EvalExpression, place: Int, parser: MeasureParser
  ) throws(Diagnostic) {
    self.expression = expression
    self.place = place
    self.expression = try replaced(expression, parser)
  }

  private mutating func replaced(
    _ expression: EvalExpression, _ parser: MeasureParser
  ) throws(Diagnostic) -> EvalExpression {
    switch expression.node {
    case .number, .text, .field, .dotted, .subsearch: return expression
    case .unary(let operation, let operand):
      return EvalExpression(.unary(operation, try replaced(operand, parser)), expression.span)
    case .binary(let operation, let a, let b):
      let parts = (try replaced(a, parser), try replaced(b, parser))
      return EvalExpression(.binary(operation, parts.0, parts.1), expression.span)
    case .inList(let value, let list):
      return EvalExpression(
        .inList(try replaced(value, parser), try all(list, parser)), expression.span)
    case .call(let name, let nameSpan, let arguments):
      guard isAggregate(name, arguments) else {
        return EvalExpression(
          .call(name: name, nameSpan: nameSpan, arguments: try all(arguments, parser)),
          expression.span)
      }
      // The span of an expression holds the brackets around it.
      let start = nameSpan.range.lowerBound
      var scanner = Scanner(Span(nameSpan.source, start..<expression.span.range.upperBound))
      let measure = try parser.measure(&scanner)
      let output = "\u{0}aggregate \(place) \(measures.count)"
      measures.append(
        Measure(
          name: measure.name, function: measure.function, input: measure.input, output: output,
          span: measure.span))
      return EvalExpression(.field(output), expression.span)
    }
  }

  private mutating func all(
    _ expressions: [EvalExpression], _ parser: MeasureParser
  ) throws(Diagnostic) -> [EvalExpression] {
    var result: [EvalExpression] = []
    for expression in expressions { result.append(try replaced(expression, parser)) }
    return result
  }

  /// `max` of one field is an aggregate, and of several values a function.
  private func isAggregate(_ name: String, _ arguments: [EvalExpression]) -> Bool {
    guard AggregateRegistry.aggregate(named: name.lowercased()) != nil else { return false }
    guard let first = arguments.first else { return true }
    guard arguments.count == 1 else { return false }
    switch first.node {
    case .field, .dotted: return true
    case .call(let inner, _, _): return inner.lowercased() == "eval"
    case .number, .text, .unary, .binary, .inList, .subsearch: return false
    }
  }
}
