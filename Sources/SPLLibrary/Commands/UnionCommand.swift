package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct UnionCommand: Command {
  package static let documentation = CommandDocumentation(
    "union", "multisearch", kind: .dataset, syntax: "union [ <search> ]…",
    summary: "Puts the rows of several searches together.",
    examples: ["| union [ | makeresults | eval a=1 ] [ | makeresults | eval a=2 ]"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var found: [Subsearch] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let subsearch = scanner.subsearch() {
        found.append(subsearch)
      } else if let option = try scanner.option() {
        guard ["maxout", "maxtime", "timeout"].contains(option.key) else {
          throw call.unknownOption(option, among: ["maxout", "maxtime", "timeout"])
        }
      } else {
        throw Diagnostic(
          .unsupportedSyntax, "`\(call.name)` takes subsearches; named data sets do not run here",
          at: scanner.rest)
      }
    }
    guard !found.isEmpty else { throw call.missing("subsearches between brackets") }
    // As the first command, the searches are all there is.
    if plan.source == nil || plan.isFreshStart {
      plan.restart(from: .rows(NothingRows()))
    }
    for subsearch in found {
      plan.append(.combine(Appending(limit: .max), try plan.subplan(subsearch)))
    }
  }
}

/// No rows at all, for others to be put to.
struct NothingRows: RowGenerator {
  let summary = "none"

  func rows(
    wanted: FieldNeeds, in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] { [] }
}
