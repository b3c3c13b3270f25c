package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvmapFunction: PerValueFunction {
  package static let documentation = FunctionDocumentation(
    "mvmap", arguments: 2...2, syntax: "mvmap(X, EXPRESSION)",
    summary: "The results of an expression for each value of X, which stands under its own name.",
    examples: [
      .init("mvmap(missing, missing * 10)", nil),
      .init(#"mvmap(missing, "x" . missing)"#, nil),
    ])
  package let field: String
  package let repeatedArgument = 1
  package let valuesArgument: Int? = 0

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    let needs = call.arguments[0].needs
    guard let name = needs.names.first else {
      throw call.invalid(
        0, "`mvmap` walks the values of a field", label: "no field here",
        help: "set a field with `eval` first")
    }
    field = name
  }

  package func combine(
    _ expansion: ValueExpansion, results: Column, in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    context.column(keeping: [results]) { row in
      let entries = expansion.ranges[row]
      if entries.count == 1 { return results[entries.lowerBound] }
      return context.arena.cell(entries.flatMap { results[$0].texts(in: context.arena) })
    }
  }
}
