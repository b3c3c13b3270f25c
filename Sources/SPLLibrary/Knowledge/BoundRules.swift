import Diagnostics
import QueryPlan
import SPLSyntax

/// The rules of one file, each made ready when it is first needed.
final class BoundRules: Sendable {
  let rules: SourcetypeRules
  private let binder: ExpressionBinder
  private let knowledge: any KnowledgeProvider
  private let extractors = PreparedValues<Int, any FieldExtractor>()
  private let expressions = PreparedValues<Int, Expression>()
  private let lookups = PreparedValues<Int, LookupExtractor>()

  init(_ rules: SourcetypeRules, binder: ExpressionBinder, knowledge: any KnowledgeProvider) {
    self.rules = rules
    self.binder = binder
    self.knowledge = knowledge
  }

  func extractor(_ place: Int) throws(Diagnostic) -> any FieldExtractor {
    try extractors.value(place) { () throws(Diagnostic) in
      try ExtractionRule.extractor(rules.extractions[place])
    }
  }

  func expression(_ place: Int) throws(Diagnostic) -> Expression {
    try expressions.value(place) { () throws(Diagnostic) in
      try binder.value(EvalParser.parse(whole: Scanner(rules.calculations[place].expression)))
    }
  }

  func lookup(_ place: Int) throws(Diagnostic) -> LookupExtractor {
    try lookups.value(place) { () throws(Diagnostic) in
      try Self.lookup(rules.lookups[place], knowledge)
    }
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
    try table.checkComputation(matching: columns, at: rule.span)
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
}
