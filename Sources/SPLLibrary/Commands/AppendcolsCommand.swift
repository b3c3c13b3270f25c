package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct AppendcolsCommand: Command {
  package static let documentation = CommandDocumentation(
    "appendcols", kind: .dataset, syntax: "appendcols [override=<bool>] [ <search> ]",
    summary: "Puts the fields of another search's rows to these, first to first, second to second.",
    examples: ["| makeresults | eval a=1 | appendcols [ | makeresults | eval b=2 ]"])

  private static let options = ["override", "maxout", "maxtime", "timeout"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var overrides = false
    var found: Subsearch?
    while !scanner.isAtEnd {
      if let subsearch = scanner.subsearch() {
        found = subsearch
      } else if let option = try scanner.option() {
        switch option.key {
        case "override": overrides = try option.boolean()
        case "maxout", "maxtime", "timeout": break
        default: throw call.unknownOption(option, among: options)
        }
      } else {
        throw scanner.unexpectedArgument("an option or a subsearch")
      }
    }
    guard let found else { throw call.missing("a subsearch between brackets") }
    plan.append(.combine(SideBySide(overrides: overrides), try plan.subplan(found)))
  }
}

/// Row by row, the fields of both.
struct SideBySide: RowCombiner {
  let overrides: Bool

  var summary: String { "append columns" + (overrides ? " over the own" : "") }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted }

  func combine(
    _ rows: [Batch], with others: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let own = Batch.concatenated(rows.isEmpty ? [Batch(rowCount: 0)] : rows)
    let other = Batch.concatenated(others.isEmpty ? [Batch(rowCount: 0)] : others)
    let count = max(own.rowCount, other.rowCount)
    guard count > 0 else { return [] }
    var result = Batch(rowCount: count)
    for field in own.fields.union(other.fields) where !Batch.isHidden(field) {
      let takesOther = other.has(field) && (overrides || !own.has(field))
      let column = takesOther ? other[field] : own[field]
      let cells = (0..<count).map { $0 < column.count ? column[$0] : .null }
      result.set(field, Column(cells, arenas: column.arenas))
    }
    return [result]
  }
}
