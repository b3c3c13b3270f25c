import Diagnostics
import EventModel
import QueryPlan

/// The rules of one file, and where they hold.
final class RuleCandidate: Sendable {
  static let conditionFields = ["sourcetype", "source"]

  let source: any SourcetypeRuleSource
  /// Among all rules of the session.
  let place: Int
  /// True for the events that the rules are for.
  let condition: Expression
  /// Whether only the events tell which fields they get.
  var isOpen: Bool { source.openInputs != nil }
  private let binder: ExpressionBinder
  private let knowledge: any KnowledgeProvider
  private let bound = PreparedValues<Int, BoundRules>()
  private let inputs = PreparedValues<[String], [String]>()

  init(
    _ source: any SourcetypeRuleSource, place: Int, binder: ExpressionBinder,
    knowledge: any KnowledgeProvider
  ) {
    self.source = source
    self.place = place
    self.binder = binder
    self.knowledge = knowledge
    condition = .all(
      Self.match("sourcetype", source.sourcetypes) + Self.match("source", source.sources))
  }

  private static func match(_ field: String, _ globs: [String]) -> [Expression] {
    guard !globs.isEmpty else { return [] }
    let terms = globs.map {
      Expression.fieldMatch(FieldMatch(field: field, comparison: .equal, value: $0))
    }
    return [terms.count == 1 ? terms[0] : .or(terms)]
  }

  /// The rules ready to run for the fields that are wanted.
  func compiled(for wanted: FieldNeeds) throws(Diagnostic) -> CompiledRules {
    let rules = try bound.value(0) { () throws(Diagnostic) in
      BoundRules(try source.rules(), binder: binder, knowledge: knowledge)
    }
    return try CompiledRules(rules, wanted: wanted)
  }

  /// What the rules read for some of the fields that they set.
  ///
  /// Errors: what is wrong with the file.
  func inputs(for fields: [String]) throws(Diagnostic) -> [String] {
    // Without parsing the file where that can be: open extractions read what a glance tells.
    if fields.isEmpty { return source.openInputs ?? [] }
    return try inputs.value(fields) { () throws(Diagnostic) in
      let needs = try compiled(for: FieldNeeds(fields)).inputs
      return needs.names.filter { !fields.contains($0) }
    }
  }
}
