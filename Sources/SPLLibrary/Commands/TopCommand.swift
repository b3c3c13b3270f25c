package import Diagnostics
package import SPLSyntax

package struct TopCommand: Command {
  package static let documentation = CommandDocumentation(
    "top", kind: .transforming,
    syntax: """
      top [<n> | limit=<n>] [countfield=<name>] [percentfield=<name>] [showcount=<bool>] \
      [showperc=<bool>] <field>… [BY <field>…]
      """,
    summary: "The most frequent values (10; 0 for all), with count and percentage.",
    examples: [#"| makeresults count=3 | eval verb="get" | top limit=5 verb"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var table = FrequencyTable(call: call, isDescending: true)
    try table.lower(into: &plan)
  }
}
