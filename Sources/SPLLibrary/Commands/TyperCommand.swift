package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct TyperCommand: Command {
  package static let documentation = CommandDocumentation(
    "typer", kind: .streaming, syntax: "typer",
    summary: "Sets `eventtype` to the names of the event types whose searches an event satisfies.",
    examples: ["| makeresults | typer"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    while let option = try scanner.option() {
      guard option.key == "maxlen" else { throw call.unknownOption(option, among: ["maxlen"]) }
      // How much of an event is looked at: all of it.
      _ = try option.integer()
    }
    try scanner.expectEnd(call)
    plan.append(
      .extract(
        EventtypeExtractor(
          labels: try plan.eventtypeLabels(at: call.nameSpan), writesEventtype: true,
          writesTags: false)))
  }
}

extension PlanBuilder {
  /// Every declared event type with what its events satisfy.
  mutating func eventtypeLabels(at span: Span) throws(Diagnostic) -> [EventtypeExtractor.Label] {
    var binder = searchBinder
    var labels: [EventtypeExtractor.Label] = []
    for definition in try knowledge.eventtypes {
      labels.append(
        EventtypeExtractor.Label(
          name: definition.name, tags: definition.tags,
          condition: try binder.condition(of: definition, at: span)))
    }
    warn(binder.warnings)
    return labels
  }
}
