package import Diagnostics

extension EvalExpression {
  /// The expression with parts of it replaced, outermost first; nil leaves a part to be looked into.
  package func mapped(
    _ replacement: (EvalExpression) throws(Diagnostic) -> EvalExpression?
  ) throws(Diagnostic) -> EvalExpression {
    if let replaced = try replacement(self) { return replaced }
    switch node {
    case .number, .text, .field, .dotted, .subsearch: return self
    case .call(let name, let nameSpan, let arguments):
      let mapped = try Self.mapped(arguments, replacement)
      return EvalExpression(.call(name: name, nameSpan: nameSpan, arguments: mapped), span)
    case .unary(let operation, let operand):
      return EvalExpression(.unary(operation, try operand.mapped(replacement)), span)
    case .binary(let operation, let a, let b):
      return EvalExpression(
        .binary(operation, try a.mapped(replacement), try b.mapped(replacement)), span)
    case .inList(let value, let list):
      return EvalExpression(
        .inList(try value.mapped(replacement), try Self.mapped(list, replacement)), span)
    }
  }

  private static func mapped(
    _ list: [EvalExpression],
    _ replacement: (EvalExpression) throws(Diagnostic) -> EvalExpression?
  ) throws(Diagnostic) -> [EvalExpression] {
    var result: [EvalExpression] = []
    for item in list { result.append(try item.mapped(replacement)) }
    return result
  }
}
