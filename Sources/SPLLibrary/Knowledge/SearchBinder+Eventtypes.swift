import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax

extension SearchBinder {
  /// Where events have an event type or a tag, for `eventtype=x`, `tag=x` and `tag::eventtype=x`;
  /// nil for other fields and comparisons.
  ///
  /// Events may have plain fields of these names too.
  /// Source: Splunk Knowledge Manager Manual, event types and tags.
  mutating func labelled(
    _ field: String, _ comparison: ComparisonOperator, _ value: Word, at span: Span
  ) throws(Diagnostic) -> Expression? {
    guard comparison == .equal || comparison == .notEqual else { return nil }
    let pattern = WildcardPattern(value.text, isCaseSensitive: false)
    let found: [EventtypeDefinition]
    switch field {
    case "eventtype":
      found = try knowledge.eventtypes.filter { pattern.matches($0.name) }
      if found.isEmpty { try warnAboutEventtype(value) }
    case "tag", "tag::eventtype":
      found = try knowledge.eventtypes.filter { $0.tags.contains { pattern.matches($0) } }
      if found.isEmpty { try warnAboutTag(value) }
    default: return nil
    }
    var terms: [Expression] = []
    for definition in found { terms.append(try condition(of: definition, at: span)) }
    terms.append(
      .fieldMatch(FieldMatch(field: field, comparison: .equal, value: value.text)))
    return terms.count == 1 ? terms[0] : .or(terms)
  }

  /// Where events are of an event type.
  ///
  /// Errors: what is wrong with its search, or that it refers to itself.
  mutating func condition(
    of definition: EventtypeDefinition, at span: Span
  ) throws(Diagnostic) -> Expression {
    guard !openEventtypes.contains(definition.name) else {
      throw Diagnostic(
        .recursiveDefinition, "event type `\(definition.name)` refers to itself",
        at: definition.search, help: "remove the reference",
        notes: [.init("asked for here", at: span)])
    }
    return try prepared.eventtype(definition.name) { () throws(Diagnostic) in
      try bound(definition, at: span)
    }
  }

  private mutating func bound(
    _ definition: EventtypeDefinition, at span: Span
  ) throws(Diagnostic) -> Expression {
    openEventtypes.append(definition.name)
    let (outer, told) = (meaning, warnings)
    meaning = nil
    defer {
      openEventtypes.removeLast()
      (meaning, warnings) = (outer, told)
    }
    do {
      guard let search = try SearchExpressionParser.parse(Scanner(definition.search)) else {
        return .literal(.boolean(true))
      }
      return try bind(search)
    } catch {
      throw Diagnostic(
        error.code, error.message, at: error.span, label: error.label, help: error.help,
        notes: error.notes + [.init("in event type `\(definition.name)`", at: span)],
        severity: error.severity)
    }
  }

  private mutating func warnAboutEventtype(_ value: Word) throws(Diagnostic) {
    let names = try knowledge.eventtypes.map { $0.name }
    guard !names.isEmpty else { return }
    warnings.append(
      unknown(
        value, "event type", "eventtype", NearMiss.find(value.text, among: names)))
  }

  private mutating func warnAboutTag(_ value: Word) throws(Diagnostic) {
    let names = try knowledge.eventtypes.flatMap { $0.tags }
    guard !names.isEmpty else { return }
    warnings.append(
      unknown(value, "tag", "tag", NearMiss.find(value.text, among: Set(names))))
  }

  private func unknown(
    _ value: Word, _ kind: String, _ field: String, _ guess: String?
  ) -> Diagnostic {
    Diagnostic(
      .unknownEventtype, "no \(kind) `\(value.text)` is declared", at: value.span,
      label: "only events with a field `\(field)` of that value match",
      help: guess.map { "did you mean `\($0)`?" }, severity: .warning)
  }
}
