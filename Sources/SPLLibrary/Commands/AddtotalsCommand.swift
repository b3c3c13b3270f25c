package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct AddtotalsCommand: Command {
  package static let documentation = CommandDocumentation(
    "addtotals", kind: .streaming, syntax: "addtotals [fieldname=<field>] [<field>…]",
    summary: "Adds the sum of the numbers of each row, of the named fields or of all, as `Total`.",
    examples: [
      "| makeresults | eval a=1, b=2 | addtotals | table Total",
      "| makeresults | eval a1=1, a2=2, c=9 | addtotals fieldname=Score a*",
    ])

  private static let options = ["row", "col", "labelfield", "label", "fieldname"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var target = "Total"
    var patterns: [WildcardPattern] = []
    var addsToRows = true
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "row": addsToRows = try option.boolean()
        case "col":
          guard try !option.boolean() else {
            throw Diagnostic(
              .unsupportedOption, "a row of column totals is not supported yet",
              at: option.name.span, help: "`stats sum(…)` gives the totals alone")
          }
        // Both name the row of column totals, which there is none of.
        case "label", "labelfield": break
        case "fieldname": target = option.value.text
        default: throw call.unknownOption(option, among: options)
        }
      } else if let field = try scanner.word(stops: Set(",\"|".utf8)) {
        patterns.append(WildcardPattern(field.text))
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    guard addsToRows else { return }
    plan.append(
      .extract(
        AddtotalsExtractor(patterns: patterns.isEmpty ? nil : patterns, target: target)))
  }
}
