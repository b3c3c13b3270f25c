package import Diagnostics
import EventModel
package import QueryPlan
package import SPLSyntax

/// Turns a `search` expression as written into one that can run, and takes its time range out.
package struct SearchBinder {
  /// What a name in an expression stands for.
  package enum Meaning {
    case field(String)
    /// A field that no event has.
    case nothing
  }

  let prepared: PreparedKnowledge
  var environment: SearchEnvironment { prepared.environment }
  var knowledge: any KnowledgeProvider { prepared.provider }
  /// Nil: names are the fields' own.
  var meaning: ((Word) -> Meaning)?
  /// The event types whose searches are being bound, so that one that leads to itself ends.
  var openEventtypes: [String] = []
  package internal(set) var warnings: [Diagnostic] = []
  /// Units: seconds since 1970; what `earliest=` and `latest=` say.
  package private(set) var earliest: Double?
  package private(set) var latest: Double?
  /// Source: Splunk Search Reference, `search`, time options.
  private var timeFormat = "%m/%d/%Y:%H:%M:%S"

  package init(_ prepared: PreparedKnowledge) { self.prepared = prepared }

  /// A search expression without time range.
  package mutating func bind(_ expression: SearchExpression) throws(Diagnostic) -> Expression {
    switch expression {
    case .all(let terms):
      var bound: [Expression] = []
      for term in terms { bound += try bind(term).conjuncts }
      return .all(bound)
    case .any(let terms):
      var bound: [Expression] = []
      for term in terms { bound.append(try bind(term)) }
      warnOfAlternatives(terms)
      return .or(bound)
    case .not(let term): return .not(try bind(term))
    case .comparison(let comparison): return try bind(comparison)
    case .inList(let field, let values):
      var matches: [Expression] = []
      for value in values { matches.append(try match(field, .equal, value)) }
      return matches.count == 1 ? matches[0] : .or(matches)
    case .term(let word, let directive):
      warnOfOperator(word)
      return .textMatch(
        TextMatch(
          word.text, isCaseSensitive: directive == .exactCase, isWholeTerm: directive == .term))
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

  private mutating func bind(_ comparison: SearchComparison) throws(Diagnostic) -> Expression {
    guard let operation = ComparisonOperator(rawValue: comparison.comparison) else {
      throw Diagnostic(
        .unexpectedToken, "`\(comparison.comparison)` is no comparison of `search`",
        at: comparison.field.span)
    }
    let match = try match(comparison.field, operation, comparison.value)
    guard comparison.isCaseSensitive, case .fieldMatch(let field) = match else { return match }
    guard !comparison.value.text.contains("*") else {
      throw Diagnostic(
        .unsupportedSyntax, "`CASE` with a wildcard does not run behind a field",
        at: comparison.value.span, help: "use `| regex field=\"…\"`")
    }
    return .compare(operation, .field(field.field), .literal(.text(field.value)))
  }

  private mutating func match(
    _ field: Word, _ comparison: ComparisonOperator, _ value: Word
  ) throws(Diagnostic) -> Expression {
    try check(field)
    var name = field.text
    if let meaning {
      switch meaning(field) {
      case .field(let field): name = field
      case .nothing: return .literal(.boolean(false))
      }
    }
    let plain = Expression.fieldMatch(
      FieldMatch(field: name, comparison: comparison, value: value.text))
    guard let labels = try labelled(name, comparison, value, at: field.span) else { return plain }
    return comparison == .notEqual ? .not(labels) : labels
  }

  /// Names that stand for more than a field and would silently match nothing.
  private func check(_ field: Word) throws(Diagnostic) {
    if Self.timeFields.contains(field.text.lowercased()) {
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
    case "timeformat": timeFormat = comparison.value.text
    case "starttime": earliest = try formattedTime(comparison)
    // Source: Splunk Search Reference, `search`: up to and with that time.
    case "endtime": latest = try formattedTime(comparison).nextUp
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

  /// A time in the format of `timeformat=`, which stands before it.
  private func formattedTime(_ comparison: SearchComparison) throws(Diagnostic) -> Double {
    let text = Array(comparison.value.text.utf8)
    let time = text.withUnsafeBufferPointer {
      StrptimeFormat(timeFormat).parse($0, now: environment.now, zone: environment.zone)
    }
    guard let time else {
      throw Diagnostic(
        .invalidTime, "`\(comparison.field.text)` is a time in the format `\(timeFormat)`",
        at: comparison.value.span, help: "set another with `timeformat=` before it")
    }
    return time
  }

  private func ago(_ comparison: SearchComparison, _ unit: Double) throws(Diagnostic) -> Double {
    guard let number = NumberText.parse(comparison.value.text) else {
      throw Diagnostic(
        .invalidTime, "`\(comparison.field.text)` takes a number", at: comparison.value.span)
    }
    return environment.now - number * unit
  }

  private func time(_ comparison: SearchComparison) throws(Diagnostic) -> Double {
    let text = comparison.value.text
    if text.hasPrefix("$"), text.hasSuffix("$"), text.count > 2 {
      throw Diagnostic(
        .unsupportedSyntax, "`\(text)` is a token of a dashboard", at: comparison.value.span,
        label: "nothing has filled it in", help: "write a time in its place, such as `-24h@h`")
    }
    do {
      return try TimeModifier(comparison.value.text)
        .resolve(now: environment.now, zone: environment.zone)
    } catch {
      throw Diagnostic(
        .invalidTime, error.message, at: comparison.value.span, help: error.help)
    }
  }
}
