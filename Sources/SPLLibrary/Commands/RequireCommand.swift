package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct RequireCommand: Command {
  package static let documentation = CommandDocumentation(
    "require", kind: .dataset, syntax: "require",
    summary: "Ends the search with an error when no row comes to it.",
    examples: ["| makeresults | require"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    try scanner.expectEnd(call)
    plan.append(.dataset(SomeRow(span: call.nameSpan)))
  }
}

/// The rows as they are, of which there must be one.
struct SomeRow: DatasetTransform {
  let span: Span

  var summary: String { "require a row" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    guard batches.contains(where: { $0.rowCount > 0 }) else {
      throw Diagnostic(
        .invalidValue, "no row has come to `require`", at: span,
        help: "leave `require` out where a search may find nothing")
    }
    return batches
  }
}
