package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct AddtotalsCommand: Command {
  package static let documentation = CommandDocumentation(
    "addtotals", kind: .streaming,
    syntax: """
      addtotals [row=<bool>] [col=<bool>] [fieldname=<field>] [labelfield=<field>] [label=<text>] \
      [<field>…]
      """,
    summary: """
      Adds the sum of the numbers of each row, of the named fields or of all, as `Total`, and with \
      `col` a row with the sum of each column.
      """,
    examples: [
      "| makeresults | eval a=1, b=2 | addtotals | table Total",
      "| makeresults | eval a1=1, a2=2, c=9 | addtotals fieldname=Score a*",
      #"| makeresults format=csv data="n\n1\n2" | addtotals row=f col=t labelfield=what"#,
    ])

  private static let options = ["row", "col", "labelfield", "label", "fieldname"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var target = "Total"
    var patterns: [WildcardPattern] = []
    var addsToRows = true
    var addsToColumns = false
    var labelField: String?
    var label = "Total"
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "row": addsToRows = try option.boolean()
        case "col": addsToColumns = try option.boolean()
        case "label": label = option.value.text
        case "labelfield": labelField = option.value.text
        case "fieldname": target = option.value.text
        default: throw call.unknownOption(option, among: options)
        }
      } else if let field = try scanner.word(stops: Set(",\"|".utf8)) {
        patterns.append(WildcardPattern(field.text))
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    let chosen = patterns.isEmpty ? nil : patterns
    if addsToRows { plan.append(.extract(AddtotalsExtractor(patterns: chosen, target: target))) }
    guard addsToColumns else { return }
    let summed = chosen.map { addsToRows ? $0 + [WildcardPattern(target)] : $0 }
    plan.append(
      .dataset(ColumnTotals(patterns: summed, labelField: labelField, label: label)))
  }
}
