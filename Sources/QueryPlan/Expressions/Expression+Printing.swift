import EventModel
import SPLSyntax

extension Expression {
  /// The expression as `explain` shows it: bound names, full brackets where they are needed.
  package var printed: String {
    switch self {
    case .literal(.null): "null()"
    case .literal(.text(let text)): Quoting.quoted(text)
    case .literal(.number(let number)): NumberText.format(number)
    case .literal(.boolean(let value)): value ? "true()" : "false()"
    case .field(let name): EvalExpression.printedField(name)
    case .negate(let operand): "-\(operand.bracketed)"
    case .not(let operand): "NOT \(operand.bracketed)"
    case .arithmetic(let operation, let a, let b):
      "\(a.bracketed) \(operation.rawValue) \(b.bracketed)"
    case .concatenate(let parts): parts.map { $0.bracketed }.joined(separator: " . ")
    case .compare(let comparison, let a, let b):
      "\(a.bracketed) \(comparison.rawValue) \(b.bracketed)"
    case .and(let terms): terms.map { $0.bracketed }.joined(separator: " AND ")
    case .or(let terms): terms.map { $0.bracketed }.joined(separator: " OR ")
    case .xor(let a, let b): "\(a.bracketed) XOR \(b.bracketed)"
    case .call(let call):
      "\(call.name)(\(call.arguments.map { $0.printed }.joined(separator: ", ")))"
    case .fieldMatch(let match): match.printed
    case .textMatch(let match): match.printed
    }
  }

  private var bracketed: String {
    switch self {
    case .arithmetic, .concatenate, .compare, .and, .or, .xor, .not: "(\(printed))"
    case .literal, .field, .negate, .call, .fieldMatch, .textMatch: printed
    }
  }
}

extension FieldMatch {
  package var printed: String { "\(field)\(comparison.rawValue)\(Quoting.quoted(value))" }
}

extension TextMatch {
  fileprivate var printed: String {
    let word = Quoting.quoted(text)
    if isCaseSensitive { return "text CASE(\(word))" }
    return isWholeTerm ? "text TERM(\(word))" : "text " + word
  }
}
