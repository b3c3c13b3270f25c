package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct ForeachCommand: Command {
  package static let documentation = CommandDocumentation(
    "foreach", kind: .streaming,
    syntax: """
      foreach [mode=multifield|multivalue|json_array|auto_collections] <field>… [fieldstr=<text>] \
      [matchstr=<text>] [matchseg1=<text>] [matchseg2=<text>] [matchseg3=<text>] \
      [itemstr=<text>] [iterstr=<text>] [ <commands> ]
      """,
    summary: """
      Runs a template of commands for each field that matches, or an `eval` for each value of a \
      field: `<<FIELD>>`, `<<MATCHSTR>>`, `<<ITEM>>` stand for what it is run for.
      """,
    examples: [
      "| makeresults | eval a1=1, a2=2, n=0 | foreach a* [ eval n=n+'<<FIELD>>' ] | table n",
      """
      | makeresults | eval v=split("1,2", ","), n=0 \
      | foreach mode=multivalue v [ eval n=n+<<ITEM>> ] | table n
      """,
    ])

  private enum Mode: String {
    case multifield, multivalue
    case jsonArray = "json_array"
    case anyCollection = "auto_collections"
  }

  private static let options = [
    "mode", "fieldstr", "matchstr", "matchseg1", "matchseg2", "matchseg3", "itemstr", "iterstr",
  ]

  /// Fields may have any characters but those that end a word here.
  private static let fieldStops: Set<UInt8> = Set(",\"|[".utf8)

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var mode = Mode.multifield
    var tokens = ForeachTokens()
    var fields: [Word] = []
    var found: Subsearch?
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let subsearch = scanner.subsearch() {
        found = subsearch
      } else if let option = try scanner.option() {
        if option.key == "mode" {
          mode = try Self.mode(option)
        } else if !tokens.set(option.key, to: option.value.text) {
          throw call.unknownOption(option, among: options)
        }
      } else if let field = try scanner.word(stops: fieldStops) {
        fields.append(field)
      } else {
        throw scanner.unexpectedArgument("a field, an option or a template")
      }
    }
    guard let found else { throw call.missing("a template between brackets: `[ eval … ]`") }
    if fields.isEmpty, mode != .anyCollection { throw call.missing("a field") }
    let template = ForeachTemplate(text: found.pipeline.span, tokens: tokens)
    if mode == .multifield {
      try lower(fields, template, into: &plan)
    } else {
      try lower(fields, mode, template, call, into: &plan)
    }
  }

  private static func mode(_ option: CommandOption) throws(Diagnostic) -> Mode {
    if let mode = Mode(rawValue: option.value.lowercased) { return mode }
    throw Diagnostic(
      .invalidOptionValue,
      "`mode` is `multifield`, `multivalue`, `json_array` or `auto_collections`",
      at: option.value.span)
  }

  private static func lower(
    _ fields: [Word], _ template: ForeachTemplate, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    let patterns = fields.map { WildcardPattern($0.text) }
    let prepared = plan.prepared
    let lower: ForeachFields.Lowering = { (match) throws(Diagnostic) in
      var builder = PlanBuilder(prepared)
      return try template.steps(for: match, with: &builder)
    }
    guard patterns.contains(where: { $0.hasWildcard }) else {
      // Without wildcards it is known now what the template is run for.
      for pattern in patterns {
        for step in try lower(FieldMatchInName(field: pattern.text, segments: [])) {
          plan.append(step)
        }
      }
      return
    }
    // What is wrong with the template is told now, of a field that could be there.
    for pattern in patterns { _ = try lower(.example(of: pattern)) }
    plan.append(.dataset(ForeachFields(patterns: patterns, lower: lower)))
  }

  private static func lower(
    _ fields: [Word], _ mode: Mode, _ template: ForeachTemplate, _ call: CommandCall,
    into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    guard fields.count <= 1 else {
      throw Diagnostic(
        .argumentCount, "`foreach mode=\(mode.rawValue)` takes one field", at: fields[1].span,
        label: "one too many")
    }
    var builder = PlanBuilder(plan.prepared)
    let assignments = try template.assignments(with: &builder)
    let collections: ForeachValues.Collections
    switch mode {
    case .multifield, .multivalue: collections = .values
    case .jsonArray: collections = .jsonArray
    case .anyCollection: collections = .either
    }
    plan.append(
      .extract(
        ForeachValues(
          field: fields.first?.text, collections: collections, assignments: assignments,
          span: template.text)))
  }
}
