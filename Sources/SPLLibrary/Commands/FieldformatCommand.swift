package import Diagnostics
import EventModel
import Execution
import QueryPlan
package import SPLSyntax

package struct FieldformatCommand: Command {
  package static let documentation = CommandDocumentation(
    "fieldformat", kind: .streaming,
    syntax: "fieldformat <field>=<expression> [, <field>=<expression>]…",
    summary: "Says how a field is shown in the end; commands before that see its value.",
    examples: [#"| makeresults | eval n=1500 | fieldformat n=tostring(n, "commas") | table n"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    guard !scanner.isAtEnd else { throw call.missing("a field and an expression") }
    repeat {
      let target = try EvalCommand.target(&scanner, call)
      let expression = try plan.binder.value(try EvalParser.parse(&scanner))
      plan.show(Assignment(target.text, expression))
    } while scanner.skip(",")
    guard scanner.isAtEnd else {
      throw scanner.unexpectedArgument("an operator, or a comma and another field")
    }
  }
}

/// Fields as they are shown, in the last step of a search.
///
/// Source: Splunk Search Reference, `fieldformat`: the values of fields stay for other commands.
struct ShownFields: FieldExtractor {
  let assignments: [Assignment]

  var summary: String { "show " + assignments.map { $0.target }.joined(separator: ", ") }
  var writes: [String]? { assignments.map { $0.target } }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    assignments.reduce(wanted) { needs, assignment in
      needs.contains(assignment.target) ? needs.union(assignment.expression.needs) : needs
    }
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    var shown = batch
    for assignment in assignments where batch.has(assignment.target) {
      let old = shown[assignment.target]
      let new = try ExpressionEvaluator(environment: context.environment)
        .evaluate(assignment.expression, shown, in: context.arena)
      shown.set(
        assignment.target,
        context.column(keeping: [old, new]) { row in old[row].isNull ? .null : new[row] })
    }
    return assignments.filter { batch.has($0.target) }
      .map { (field: $0.target, column: shown[$0.target]) }
  }
}
