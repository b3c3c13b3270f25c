import Diagnostics

/// What stands behind `search`: terms, comparisons and how they combine.
package indirect enum SearchExpression: Sendable {
  case all([SearchExpression])
  case any([SearchExpression])
  case not(SearchExpression)
  case comparison(SearchComparison)
  /// `field IN (a, b*)`.
  case inList(field: Word, values: [Word])
  /// A word or phrase in the event's text.
  case term(Word, TermDirective?)
  case subsearch(Subsearch)
}

/// What is said of a term around its brackets.
package enum TermDirective: String, Sendable, CaseIterable {
  /// The term stands between major breakers.
  case term = "TERM"
  /// Case matters.
  case exactCase = "CASE"
}

package struct SearchComparison: Sendable {
  package let field: Word
  /// `=`, `!=`, `<`, `<=`, `>`, `>=`.
  package let comparison: String
  package let value: Word
  /// `field=CASE(value)`.
  package let isCaseSensitive: Bool

  package init(field: Word, comparison: String, value: Word, isCaseSensitive: Bool = false) {
    self.field = field
    self.comparison = comparison
    self.value = value
    self.isCaseSensitive = isCaseSensitive
  }
}

extension SearchExpression {
  /// In full brackets, so that it reads back the same whatever the precedence.
  package var printed: String {
    switch self {
    case .all(let terms): terms.map { $0.bracketed }.joined(separator: " ")
    case .any(let terms): terms.map { $0.bracketed }.joined(separator: " OR ")
    case .not(let term): "NOT " + term.bracketed
    case .comparison(let it):
      it.field.printedInSearch + it.comparison
        + (it.isCaseSensitive ? "CASE(\(it.value.printedInSearch))" : it.value.printedInSearch)
    case .inList(let field, let values):
      "\(field.printedInSearch) IN (\(values.map { $0.printedInSearch }.joined(separator: ", ")))"
    case .term(let word, let directive):
      directive.map { "\($0.rawValue)(\(word.printedInSearch))" } ?? word.printedInSearch
    case .subsearch(let subsearch): "[ \(subsearch.pipeline.printed) ]"
    }
  }

  private var bracketed: String {
    switch self {
    case .all, .any: "( \(printed) )"
    case .not, .comparison, .inList, .term, .subsearch: printed
    }
  }
}

extension Word {
  fileprivate var printedInSearch: String {
    let plain = text.utf8.allSatisfy {
      ByteClass.isNamePart($0) || ".*{}-/:@%+#~;?&".utf8.contains($0)
    }
    let isOperator = ["AND", "OR", "NOT", "IN"].contains(text)
    return plain && !text.isEmpty && !isOperator ? text : Quoting.quoted(text)
  }
}
