package import Diagnostics
import EventModel
package import QueryPlan
package import SPLSyntax

/// Turns a `search` expression as written into one that can run, and takes its time range out.
package struct SearchBinder {
  private let environment: SearchEnvironment
  /// Units: seconds since 1970; what `earliest=` and `latest=` say.
  package private(set) var earliest: Double?
  package private(set) var latest: Double?

  package init(environment: SearchEnvironment) { self.environment = environment }

  /// A search expression without time range.
  package func bind(_ expression: SearchExpression) throws(Diagnostic) -> Expression {
    switch expression {
    case .all(let terms):
      var bound: [Expression] = []
      for term in terms { bound += try bind(term).conjuncts }
      return .all(bound)
    case .any(let terms):
      var bound: [Expression] = []
      for term in terms { bound.append(try bind(term)) }
      return .or(bound)
    case .not(let term): return .not(try bind(term))
    case .comparison(let comparison): return try bind(comparison)
    case .inList(let field, let values):
      let matches = values.map { value in
        Expression.fieldMatch(
          FieldMatch(field: field.text, comparison: .equal, value: value.text))
      }
      try check(field)
      return matches.count == 1 ? matches[0] : .or(matches)
    case .term(let word, let isCaseSensitive):
      return .textMatch(TextMatch(word.text, isCaseSensitive: isCaseSensitive))
    case .subsearch(let subsearch):
      throw Diagnostic(
        .unsupportedSyntax, "a subsearch cannot stand in `search` yet", at: subsearch.span)
    }
  }

  /// A whole `search` command: `earliest=` and `latest=` at its top level bound the scan.
  package mutating func bindCommand(
    _ expression: SearchExpression
  ) throws(Diagnostic) -> Expression {
    let terms: [SearchExpression]
    if case .all(let all) = expression { terms = all } else { terms = [expression] }
    var bound: [Expression] = []
    for term in terms {
      if case .comparison(let comparison) = term, try takeTime(comparison) { continue }
      bound += try bind(term).conjuncts
    }
    return .all(bound)
  }

  private func bind(_ comparison: SearchComparison) throws(Diagnostic) -> Expression {
    try check(comparison.field)
    guard let operation = ComparisonOperator(rawValue: comparison.comparison) else {
      throw Diagnostic(
        .unexpectedToken, "`\(comparison.comparison)` is no comparison of `search`",
        at: comparison.field.span)
    }
    return .fieldMatch(
      FieldMatch(
        field: comparison.field.text, comparison: operation, value: comparison.value.text))
  }

  /// Names that stand for more than a field and would silently match nothing.
  private func check(_ field: Word) throws(Diagnostic) {
    let name = field.text.lowercased()
    if name == "eventtype" || name == "tag" || name.hasPrefix("tag::") {
      throw Diagnostic(
        .unsupportedSyntax, "`\(field.text)` needs event types and tags, which are not there yet",
        at: field.span)
    }
    if Self.timeFields.contains(name) {
      throw Diagnostic(
        .unsupportedSyntax,
        "`\(field.text)` bounds the whole search, so it stands outside OR and NOT",
        at: field.span)
    }
  }

  private static let timeFields: Set<String> = [
    "earliest", "latest", "_index_earliest", "_index_latest", "starttime", "endtime",
    "starthoursago", "endhoursago", "startdaysago", "enddaysago", "startminutesago",
    "endminutesago", "starttimeu", "endtimeu", "hoursago", "daysago", "minutesago",
  ]

  private mutating func takeTime(_ comparison: SearchComparison) throws(Diagnostic) -> Bool {
    let name = comparison.field.text.lowercased()
    guard comparison.comparison == "=", !comparison.field.isQuoted else { return false }
    switch name {
    case "earliest": earliest = try time(comparison)
    case "latest": latest = try time(comparison)
    case "starthoursago", "hoursago": earliest = try ago(comparison, 3600)
    case "startminutesago", "minutesago": earliest = try ago(comparison, 60)
    case "startdaysago", "daysago": earliest = try ago(comparison, 86400)
    case "endhoursago": latest = try ago(comparison, 3600)
    case "endminutesago": latest = try ago(comparison, 60)
    case "enddaysago": latest = try ago(comparison, 86400)
    case "starttimeu": earliest = try time(comparison)
    case "endtimeu": latest = try time(comparison)
    default: return false
    }
    return true
  }

  private func ago(_ comparison: SearchComparison, _ unit: Double) throws(Diagnostic) -> Double {
    guard let number = NumberText.parse(comparison.value.text) else {
      throw Diagnostic(
        .invalidTime, "`\(comparison.field.text)` takes a number", at: comparison.value.span)
    }
    return environment.now - number * unit
  }

  private func time(_ comparison: SearchComparison) throws(Diagnostic) -> Double {
    do {
      return try TimeModifier(comparison.value.text)
        .resolve(now: environment.now, zone: environment.zone)
    } catch {
      throw Diagnostic(
        .invalidTime, error.message, at: comparison.value.span, help: error.help)
    }
  }
}
