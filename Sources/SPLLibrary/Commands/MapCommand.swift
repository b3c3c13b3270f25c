package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct MapCommand: Command {
  package static let documentation = CommandDocumentation(
    "map", kind: .transforming,
    syntax: "map (search=\"<search>\" | [ <search> ]) [maxsearches=<n>]",
    summary: """
      Runs a search for each row, with `$field$` replaced by the row's value, and gives what all of \
      them find.
      """,
    examples: [#"| makeresults | eval n=2 | map search="| makeresults | eval twice=$n$*2""#])

  private static let options = ["search", "maxsearches", "maxtime", "maxchars"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var search: Span?
    var text: String?
    // Source: Splunk Search Reference, `map`: searches that run by default.
    var limit = 10
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let subsearch = scanner.subsearch() {
        let pipeline = subsearch.pipeline
        search = pipeline.span
        // What stands first between brackets is a command, and not a word to search for.
        let isCommand = !pipeline.startsWithPipe && pipeline.commands.first?.name != "search"
        text = (isCommand ? "| " : "") + pipeline.span.text
      } else if let option = try scanner.option() {
        switch option.key {
        case "search":
          search = option.value.span
          text = option.value.text
        case "maxsearches": limit = try option.integer(atLeast: 1)
        // Time and length have no limit here.
        case "maxtime", "maxchars": _ = try option.integer()
        default: throw call.unknownOption(option, among: options)
        }
      } else {
        throw Diagnostic(
          .unsupportedSyntax, "`map` takes a search; saved searches are not there",
          at: scanner.rest, help: "write `search=\"…\"`")
      }
    }
    guard let search, let text else { throw call.missing("a search: `search=\"…\"`") }
    plan.append(
      .dataset(
        SearchPerRow(template: text, span: search, limit: limit, runner: plan.searchRunner)))
  }
}
