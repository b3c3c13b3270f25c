package import Diagnostics
package import SPLSyntax

package struct RareCommand: Command {
  package static let documentation = CommandDocumentation(
    "rare", kind: .transforming,
    syntax: """
      rare [<n> | limit=<n>] [countfield=<name>] [percentfield=<name>] [showcount=<bool>] \
      [showperc=<bool>] <field>… [BY <field>…]
      """,
    summary: "The least frequent values (10; 0 for all), with count and percentage.",
    examples: [#"| makeresults count=3 | eval verb="get" | rare verb showperc=false"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var table = FrequencyTable(call: call, isDescending: false)
    try table.lower(into: &plan)
  }
}
