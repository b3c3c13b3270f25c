import Diagnostics
import EventModel
import Execution
import QueryPlan

/// Rules ready to run for the fields that are wanted of them.
struct CompiledRules: Sendable {
  private enum Step: Sendable {
    case extract(any FieldExtractor, wanted: FieldNeeds)
    case alias(SourcetypeRules.Alias)
    case compute(String, Expression)
  }

  private let steps: [Step]
  /// The fields that the rules read of the events.
  let inputs: FieldNeeds

  /// Errors: what is wrong with a pattern, an expression or a lookup of the rules.
  init(_ bound: BoundRules, wanted: FieldNeeds) throws(Diagnostic) {
    let rules = bound.rules
    var needs = wanted
    var steps: [Step] = []
    for (place, lookup) in rules.lookups.enumerated().reversed()
    where lookup.outputs.contains(where: { needs.contains($0.field) }) {
      let extractor = try bound.lookup(place)
      steps.append(.extract(extractor, wanted: needs))
      needs.formUnion(extractor.needs(for: needs))
    }
    for (place, calculation) in rules.calculations.enumerated().reversed()
    where needs.contains(calculation.target) {
      let expression = try bound.expression(place)
      steps.append(.compute(calculation.target, expression))
      needs.remove(calculation.target)
      needs.formUnion(expression.needs)
    }
    for alias in rules.aliases.reversed() where needs.contains(alias.target) {
      steps.append(.alias(alias))
      needs.formUnion(FieldNeeds(alias.sources))
    }
    for (place, extraction) in rules.extractions.enumerated().reversed() {
      let extractor = try bound.extractor(place)
      if let written = extractor.writes, !written.contains(where: { needs.contains($0) }) {
        continue
      }
      steps.append(.extract(extractor, wanted: needs))
      needs.insert(extraction.field)
    }
    self.steps = steps.reversed()
    inputs = needs
  }

  /// Adds the fields to the rows and their names to those written.
  func apply(
    to rows: inout Batch, written: inout [String], in context: EvaluationContext
  ) throws(Diagnostic) {
    for step in steps {
      switch step {
      case .extract(let extractor, let wanted):
        for (field, column) in try extractor.extract(from: rows, wanted: wanted, in: context)
        where wanted.contains(field) && !EventFields.isFixed(field) {
          Self.set(field, column, in: &rows, &written)
        }
      case .alias(let alias): Self.apply(alias, to: &rows, &written, context)
      case .compute(let target, let expression):
        let column = try ExpressionEvaluator(environment: context.environment)
          .evaluate(expression, rows, in: context.arena)
        guard rows.has(target) || !column.isAllNull else { continue }
        Self.set(target, column, in: &rows, &written)
      }
    }
  }

  private static func apply(
    _ alias: SourcetypeRules.Alias, to rows: inout Batch, _ written: inout [String],
    _ context: EvaluationContext
  ) {
    let sources = alias.sources.filter { rows.has($0) }.map { rows[$0] }
    guard !sources.isEmpty else { return }
    let old = rows[alias.target]
    var isChanged = false
    let column = context.column(keeping: sources + [old]) { row in
      let own = old[row]
      if !own.isNull, !alias.overwrites { return own }
      for source in sources where !source[row].isNull {
        isChanged = true
        return source[row]
      }
      return own
    }
    if isChanged { set(alias.target, column, in: &rows, &written) }
  }

  private static func set(
    _ field: String, _ column: Column, in rows: inout Batch, _ written: inout [String]
  ) {
    rows.set(field, column)
    if !written.contains(field) { written.append(field) }
  }
}
