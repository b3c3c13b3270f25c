package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct IplocationCommand: Command {
  package static let documentation = CommandDocumentation(
    "iplocation", kind: .streaming,
    syntax: "iplocation [prefix=<text>] [allfields=<bool>] <field>",
    summary: """
      Sets `City`, `Country`, `Region`, `lat` and `lon`, with `allfields` also `Continent`, \
      `MetroCode` and `Timezone`, to where an IP address is.
      """,
    examples: [
      #"| makeresults | eval src="203.0.113.7" | iplocation src"#,
      #"| makeresults | eval src="203.0.113.7" | iplocation prefix=src_ allfields=true src"#,
    ])

  private static let options = ["prefix", "allfields", "lang"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var prefix = ""
    var allFields = false
    var field: Word?
    while !scanner.isAtEnd {
      if let option = try scanner.option() {
        switch option.key {
        case "prefix": prefix = option.value.text
        case "allfields": allFields = try option.boolean()
        case "lang":
          guard option.value.lowercased == "en" else {
            throw Diagnostic(
              .unsupportedOption, "names of places come in English only", at: option.value.span,
              help: "leave `lang` out, or write `lang=en`")
          }
        default: throw call.unknownOption(option, among: options)
        }
      } else if field == nil, let word = try scanner.word() {
        field = word
      } else {
        try scanner.expectEnd(call)
        throw scanner.unexpectedArgument("a field")
      }
    }
    guard let field else { throw call.missing("a field with IP addresses") }
    guard let database = plan.knowledge.geoDatabase else {
      throw Diagnostic(
        .missingGeoDatabase, "`iplocation` needs a database of places", at: call.nameSpan,
        label: "no database was given",
        help: """
          give a MaxMind database with `--geoip FILE`, or with `geoip: FILE` in the project file
          """)
    }
    plan.append(
      .extract(
        IplocationExtractor(
          field: field.text, prefix: prefix,
          names: allFields ? IplocationExtractor.allNames : IplocationExtractor.usualNames,
          database: database)))
  }
}
