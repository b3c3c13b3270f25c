package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct AppendCommand: Command {
  package static let documentation = CommandDocumentation(
    "append", kind: .dataset, syntax: "append [maxout=<n>] [maxtime=<s>] [ <search> ]",
    summary: "Puts the rows of another search behind these.",
    examples: ["| makeresults | eval a=1 | append [ | makeresults | eval a=2 ]"])

  private static let options = ["maxout", "maxtime", "timeout", "extendtimerange"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    // Source: Splunk Search Reference, `append`: rows taken by default.
    var limit = 50_000
    var found: Subsearch?
    while !scanner.isAtEnd {
      if let subsearch = scanner.subsearch() {
        found = subsearch
      } else if let option = try scanner.option() {
        switch option.key {
        case "maxout":
          let count = try option.integer()
          limit = count == 0 ? .max : count
        case "maxtime", "timeout", "extendtimerange": break
        default: throw call.unknownOption(option, among: options)
        }
      } else {
        throw scanner.unexpectedArgument("an option or a subsearch")
      }
    }
    guard let found else { throw call.missing("a subsearch between brackets") }
    plan.append(.combine(Appending(limit: limit), try plan.subplan(found)))
  }
}

/// Other rows behind the own ones.
struct Appending: RowCombiner {
  let limit: Int

  var summary: String { limit == .max ? "append" : "append at most \(limit)" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted }

  func combine(
    _ rows: [Batch], with others: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var result = rows.filter { $0.rowCount > 0 }
    var left = limit
    for batch in others where batch.rowCount > 0 {
      let part = batch.prefix(left)
      if part.rowCount < batch.rowCount {
        environment.notices.add(
          Diagnostic(
            .resultLimit, "`append` took \(limit) rows and left the rest of its search", at: nil,
            help: "raise `maxout`", severity: .warning))
      }
      if part.rowCount > 0 { result.append(part) }
      left -= part.rowCount
    }
    return result
  }
}
