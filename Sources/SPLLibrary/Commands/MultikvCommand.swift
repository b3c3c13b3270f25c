package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct MultikvCommand: Command {
  package static let documentation = CommandDocumentation(
    "multikv", kind: .dataset,
    syntax: """
      multikv [copyattrs=<bool>] [forceheader=<n>] [multitable=<bool>] [noheader=<bool>] \
      [rmorig=<bool>] [fields <field>…] [filter <text>…]
      """,
    summary:
      "Makes a row of each line of a table in the event's text, with a field for each column.",
    examples: [
      #"| makeresults | eval _raw=split("pid cmd;1 init;2 sh", ";") | nomv _raw | multikv"#
    ])

  private static let options = [
    "copyattrs", "forceheader", "multitable", "noheader", "rmorig", "conf", "fields", "filter",
  ]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var tables = TableLines()
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "copyattrs": tables.copiesFields = try option.boolean()
        case "forceheader": tables.headerLine = try option.integer(atLeast: 1)
        case "multitable": tables.hasSeveral = try option.boolean()
        case "noheader": tables.hasNoHeader = try option.boolean()
        case "rmorig": tables.keepsOriginal = try !option.boolean()
        case "filter": tables.filters.append(option.value.text)
        case "fields": tables.fields = (tables.fields ?? []) + [option.value.text]
        case "conf":
          throw Diagnostic(
            .unsupportedOption, "stanzas of `multikv.conf` are not there", at: option.name.span)
        case "maxnewresults":
          throw Diagnostic(
            .unsupportedOption, "`maxnewresults` does not run here", at: option.name.span,
            help: "every row of a table is made; cut them with `head`")
        default: throw call.unknownOption(option, among: options)
        }
      } else if scanner.skipKeyword("fields") {
        let names = try scanner.fieldList(until: ["filter"])
        tables.fields = (tables.fields ?? []) + names.map { $0.text }
      } else if scanner.skipKeyword("filter") {
        tables.filters += try scanner.fieldList(until: ["fields"]).map { $0.text }
      } else {
        throw scanner.unexpectedArgument("an option, `fields` or `filter`")
      }
    }
    plan.append(.dataset(tables))
  }
}
