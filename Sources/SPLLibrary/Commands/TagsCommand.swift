package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct TagsCommand: Command {
  package static let documentation = CommandDocumentation(
    "tags", kind: .streaming, syntax: "tags",
    summary: "Sets `tag` to the tags that the event types of an event carry.",
    examples: ["| makeresults | tags"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    guard call.arguments.text.allSatisfy({ $0.isWhitespace }) else {
      throw Diagnostic(
        .unsupportedSyntax, "`tags` runs without options and fields", at: call.arguments,
        help: "write `tags` alone: it sets `tag` to all tags of an event")
    }
    plan.append(
      .extract(
        EventtypeExtractor(
          labels: try plan.eventtypeLabels(at: call.nameSpan), writesEventtype: false,
          writesTags: true)))
  }
}
