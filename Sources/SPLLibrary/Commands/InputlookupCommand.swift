package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct InputlookupCommand: Command {
  package static let documentation = CommandDocumentation(
    "inputlookup", kind: .generating,
    syntax: "inputlookup [append=<bool>] [start=<n>] [max=<n>] <table> [WHERE <search expression>]",
    summary: "Makes the rows of a lookup table, or puts them behind the rows so far.",
    examples: [
      "| inputlookup ports",
      "| inputlookup start=1 max=1 ports",
      "| inputlookup ports WHERE service=http*",
    ])

  private static let options = ["append", "strict", "start", "max"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var name: Word?
    var start = 0
    var most = Int.max
    var appends = false
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "start": start = try option.integer()
        case "max": most = try option.integer()
        case "append":
          appends = try option.boolean()
        // An unknown table is refused either way.
        case "strict": _ = try option.boolean()
        default: throw call.unknownOption(option, among: options)
        }
      } else if name != nil, scanner.skipKeyword("where") {
        break
      } else if name == nil, let word = try scanner.word() {
        name = word
      } else {
        try scanner.expectEnd(call)
        throw scanner.unexpectedArgument("the name of a lookup table")
      }
    }
    guard let name else { throw call.missing("a lookup table") }
    let table = try plan.lookupTable(name)
    try table.checkComputation(matching: nil, at: name.span)
    let first = min(start, table.rows.count)
    let last = first + min(most, table.rows.count - first)
    let source = PlanSource.rows(LookupRows(table: table, range: first..<last))
    var steps: [PlanStep] = []
    if let condition = try SearchExpressionParser.parse(scanner) {
      var binder = plan.searchBinder
      steps.append(.filter(try binder.bind(condition)))
    }
    if appends, !plan.isFreshStart {
      let rows = Subplan(.plan(Plan(source: source, steps: steps)))
      plan.append(.combine(Appending(limit: .max), rows))
      return
    }
    plan.restart(from: source)
    for step in steps { plan.append(step) }
  }
}
