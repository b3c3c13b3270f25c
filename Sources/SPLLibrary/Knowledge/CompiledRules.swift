import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLSyntax

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
  init(
    _ rules: SourcetypeRules, wanted: FieldNeeds, binder: ExpressionBinder,
    knowledge: any KnowledgeProvider
  ) throws(Diagnostic) {
    var needs = wanted
    var steps: [Step] = []
    for lookup in rules.lookups.reversed()
    where lookup.outputs.contains(where: { needs.contains($0.field) }) {
      let extractor = try Self.lookup(lookup, knowledge)
      steps.append(.extract(extractor, wanted: needs))
      needs.formUnion(extractor.needs(for: needs))
    }
    for calculation in rules.calculations.reversed() where needs.contains(calculation.target) {
      let parsed = try EvalParser.parse(whole: Scanner(calculation.expression))
      let expression = try binder.value(parsed)
      steps.append(.compute(calculation.target, expression))
      needs.remove(calculation.target)
      needs.formUnion(expression.needs)
    }
    for alias in rules.aliases.reversed() where needs.contains(alias.target) {
      steps.append(.alias(alias))
      needs.formUnion(FieldNeeds(alias.sources))
    }
    for extraction in rules.extractions.reversed() {
      let extractor = try ExtractionRule.extractor(extraction)
      if let written = extractor.writes, !written.contains(where: { needs.contains($0) }) {
        continue
      }
      steps.append(.extract(extractor, wanted: needs))
      needs.insert(extraction.field)
    }
    self.steps = steps.reversed()
    inputs = needs
  }

  private static func lookup(
    _ rule: SourcetypeRules.AutomaticLookup, _ knowledge: any KnowledgeProvider
  ) throws(Diagnostic) -> LookupExtractor {
    func word(_ text: String) -> Word { Word(text: text, span: rule.span, isQuoted: false) }
    guard let table = try knowledge.lookup(named: rule.table, at: rule.span) else {
      let guess = NearMiss.find(rule.table, among: knowledge.lookupNames)
      throw Diagnostic(
        .unknownLookup, "unknown lookup `\(rule.table)`", at: rule.span,
        help: guess.map { "did you mean `\($0)`?" })
    }
    var columns: [Int] = []
    for input in rule.inputs { columns.append(try table.column(word(input.column))) }
    var outputs: [LookupExtractor.Output] = []
    for output in rule.outputs {
      outputs.append(
        LookupExtractor.Output(
          column: try table.column(word(output.column)), field: output.field))
    }
    return LookupExtractor(
      table: table, matching: columns, inputs: rule.inputs.map { $0.field }, outputs: outputs,
      keepsExisting: false)
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
