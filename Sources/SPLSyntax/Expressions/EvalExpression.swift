package import Diagnostics

/// An `eval` expression as its author wrote it.
package struct EvalExpression: Sendable {
  package indirect enum Node: Sendable {
    /// The number and how it was written.
    case number(Double, text: String)
    case text(String)
    case field(String)
    /// `a.b` without blanks: a field of that name, or the texts of both joined.
    case dotted([String])
    case call(name: String, nameSpan: Span, arguments: [EvalExpression])
    case unary(UnaryOperator, EvalExpression)
    case binary(BinaryOperator, EvalExpression, EvalExpression)
    /// `x IN (a, b)`.
    case inList(EvalExpression, [EvalExpression])
    case subsearch(Subsearch)
  }

  package enum UnaryOperator: String, Sendable {
    case negate = "-"
    case plus = "+"
    case not = "NOT"
  }

  package enum BinaryOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case concatenate = "."
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case like = "LIKE"
    case and = "AND"
    case or = "OR"
    case xor = "XOR"
  }

  package let node: Node
  package let span: Span

  package init(_ node: Node, _ span: Span) {
    self.node = node
    self.span = span
  }
}

extension EvalExpression {
  /// In full brackets; reads back as the same expression.
  package var printed: String {
    switch node {
    case .number(_, let text): text
    case .text(let text): Quoting.quoted(text)
    case .field(let name): Self.printedField(name)
    case .dotted(let names): names.joined(separator: ".")
    case .call(let name, _, let arguments):
      "\(name)(\(arguments.map { $0.printed }.joined(separator: ", ")))"
    case .unary(.not, let operand): "NOT (\(operand.printed))"
    case .unary(let sign, let operand): "\(sign.rawValue)(\(operand.printed))"
    case .binary(let operation, let a, let b):
      "(\(a.printed)) \(operation.rawValue) (\(b.printed))"
    case .inList(let value, let list):
      "(\(value.printed)) IN (\(list.map { $0.printed }.joined(separator: ", ")))"
    case .subsearch(let subsearch): "[ \(subsearch.pipeline.printed) ]"
    }
  }

  /// A field's name, in single quotes where a bare one would be read as something else.
  package static func printedField(_ name: String) -> String {
    let isPlain =
      name.utf8.first.map { ByteClass.isNameStart($0) } ?? false
      && name.utf8.allSatisfy { ByteClass.isNamePart($0) }
    let isKeyword = ["and", "or", "xor", "not", "like", "in"].contains(name.lowercased())
    return isPlain && !isKeyword ? name : "'\(name.replacing("'", with: "\\'"))'"
  }
}
