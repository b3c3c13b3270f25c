import Diagnostics
import SPLSyntax

extension SearchBinder {
  /// Operators are in upper case, so `or` is a word that events must contain.
  mutating func warnOfOperator(_ word: Word) {
    let operators = ["AND", "OR", "NOT"]
    guard !word.isQuoted, operators.contains(word.text.uppercased()),
      !operators.contains(word.text)
    else { return }
    warnings.append(
      Diagnostic(
        .lowercaseOperator, "`\(word.text)` is a word to search for", at: word.span,
        label: "operators are in upper case",
        help: "write `\(word.text.uppercased())`, or put the word between double quotes",
        severity: .warning))
  }

  /// `a!=1 OR a!=2` holds for every event that has the field.
  mutating func warnOfAlternatives(_ terms: [SearchExpression]) {
    var values: [String: String] = [:]
    for term in terms {
      guard case .comparison(let it) = term, it.comparison == "!=",
        !it.value.text.contains("*")
      else { continue }
      let value = it.value.lowercased
      guard let other = values.updateValue(value, forKey: it.field.text), other != value
      else { continue }
      warnings.append(
        Diagnostic(
          .alwaysTrue, "one of two different values is always another one",
          at: it.field.span.joined(it.value.span),
          label: "so this holds whatever `\(it.field.text)` is",
          help: "join them by AND, or write `NOT \(it.field.text) IN (…)`", severity: .warning))
      return
    }
  }
}
