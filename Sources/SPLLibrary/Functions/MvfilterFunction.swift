package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvfilterFunction: PerValueFunction {
  package static let documentation = FunctionDocumentation(
    "mvfilter", arguments: 1...1, syntax: "mvfilter(CONDITION)",
    summary: "The values of the one field in a condition for which the condition holds.",
    examples: [
      .init(#"mvfilter(match(missing, "a"))"#, nil),
      .init("mvfilter(isnotnull(missing))", nil),
    ])
  package let field: String
  package let repeatedArgument = 0
  package let valuesArgument: Int? = nil

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireTruths([0])
    let needs = call.arguments[0].needs
    guard !needs.all, needs.patterns.isEmpty, needs.names.count == 1, let name = needs.names.first
    else {
      throw call.invalid(
        0, "`mvfilter` takes a condition on exactly one field",
        label: needs.isEmpty ? "no field here" : "reads \(needs)",
        help: "use `mvmap` where other fields are needed")
    }
    field = name
  }

  package func combine(
    _ expansion: ValueExpansion, results: Column, in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    context.column(keeping: [expansion.values]) { row in
      let entries = expansion.ranges[row].filter {
        if case .boolean(true) = results[$0] { true } else { false }
      }
      if entries.count == 1 { return expansion.values[entries[0]] }
      return context.arena.cell(
        entries.flatMap { expansion.values[$0].texts(in: context.arena) })
    }
  }
}
