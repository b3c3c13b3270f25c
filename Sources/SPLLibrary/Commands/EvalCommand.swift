package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct EvalCommand: Command {
  package static let documentation = CommandDocumentation(
    "eval", kind: .streaming, syntax: "eval <field>=<expression> [, <field>=<expression>]…",
    summary: "Sets fields to the values of expressions.",
    examples: [
      #"| makeresults | eval a=1, b=a+1 | table a b"#,
      #"| makeresults | eval name="x", {name}_count=3 | table x_count"#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    guard !scanner.isAtEnd else { throw call.missing("a field and an expression") }
    var assignments: [Assignment] = []
    repeat {
      while scanner.skip(",") {}
      if scanner.isAtEnd { break }
      let target = try Self.target(&scanner, call)
      let written = try EvalParser.parse(&scanner)
      let kept = shownAsWritten(written)
      let expression = if let kept { kept } else { try plan.binder.value(written) }
      assignments.append(
        Assignment(target.text, expression, template: try template(target)))
    } while scanner.skip(",")
    guard scanner.isAtEnd else {
      throw scanner.unexpectedArgument("an operator, or a comma and another field")
    }
    plan.append(.compute(assignments))
  }

  /// A number with decimal places that ends in zeros, which a field keeps: `a = 5.0`.
  ///
  /// Source: Splunk Search Reference, `sum` (its first example has a field with the value 5.0).
  private static func shownAsWritten(_ expression: EvalExpression) -> Expression? {
    var (number, sign) = (expression, "")
    if case .unary(.negate, let operand) = expression.node { (number, sign) = (operand, "-") }
    guard case .number(let value, let text) = number.node, sign.isEmpty || value != 0,
      text.hasSuffix("0"), text.contains("."), !text.hasPrefix("."),
      text.allSatisfy({ $0.isNumber || $0 == "." })
    else { return nil }
    return .literal(.text(sign + text))
  }

  /// Everything before the equals sign, in quotes or not: `low-user`, `"first name"`, `a:b`.
  static func target(
    _ scanner: inout Scanner, _ call: CommandCall
  ) throws(Diagnostic) -> Word {
    guard let target = try scanner.word(stops: Set("=,\"|".utf8)) else {
      throw call.missing("a field name before the expression")
    }
    guard scanner.skip("=") else {
      throw Diagnostic(
        .missingOperand, "`\(call.name)` sets fields: a field is followed by `=`",
        at: target.span.end, label: "no `=` here")
    }
    return target
  }

  /// The parts of a name that is made from values, such as `{verb}_count`.
  private static func template(_ target: Word) throws(Diagnostic) -> [Assignment.TemplatePart]? {
    guard !target.isQuoted, target.text.contains("{"), !target.text.contains("{}") else {
      return nil
    }
    var parts: [Assignment.TemplatePart] = []
    var literal = ""
    var rest = target.text[...]
    while let open = rest.firstIndex(of: "{") {
      literal += rest[..<open]
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw Diagnostic(
          .unbalancedBracket, "a field between braces must end with `}`", at: target.span)
      }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = ""
      parts.append(.field(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    literal += rest
    if !literal.isEmpty { parts.append(.literal(literal)) }
    return parts
  }
}
