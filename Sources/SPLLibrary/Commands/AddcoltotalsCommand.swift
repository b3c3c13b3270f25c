package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct AddcoltotalsCommand: Command {
  package static let documentation = CommandDocumentation(
    "addcoltotals", kind: .dataset,
    syntax: "addcoltotals [labelfield=<field>] [label=<text>] [<field>…]",
    summary: "Adds a row with the sum of the numbers of each column.",
    examples: [
      #"| makeresults format=csv data="n\n1\n2" | addcoltotals"#,
      #"| makeresults format=csv data="n\n1\n2" | addcoltotals labelfield=what label=all n"#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var patterns: [WildcardPattern] = []
    var labelField: String?
    var label = "Total"
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "labelfield": labelField = option.value.text
        case "label": label = option.value.text
        // A name for totals of rows, which this command has none of.
        case "fieldname": break
        default: throw call.unknownOption(option, among: ["labelfield", "label"])
        }
      } else if let field = try scanner.word(stops: Set(",\"|".utf8)) {
        patterns.append(WildcardPattern(field.text))
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    plan.append(
      .dataset(
        ColumnTotals(
          patterns: patterns.isEmpty ? nil : patterns, labelField: labelField, label: label)))
  }
}
