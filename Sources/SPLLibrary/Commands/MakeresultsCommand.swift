package import Diagnostics
import EventModel
import Execution
import QueryPlan
package import SPLSyntax

package struct MakeresultsCommand: Command {
  package static let documentation = CommandDocumentation(
    "makeresults", kind: .generating,
    syntax: "makeresults [<n> | count=<n>] [annotate=<bool>] [format=csv|json data=<text>]",
    summary: "Makes rows with the time of the search, or the rows of a literal table.",
    examples: [
      "| makeresults count=3",
      #"| makeresults format=csv data="a,b\n1,2""#,
    ])

  private static let options = [
    "count", "annotate", "splunk_server", "splunk_server_group",
    "format", "data",
  ]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var count = 1
    var isAnnotated = false
    var format: CommandOption?
    var data: CommandOption?
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "count": count = try option.integer()
        case "annotate": isAnnotated = try option.boolean()
        case "splunk_server", "splunk_server_group": break
        case "format": format = option
        case "data": data = option
        default: throw call.unknownOption(option, among: options)
        }
      } else if let word = try scanner.word(), let number = Int(word.text), number >= 0 {
        count = number
      } else {
        throw scanner.unexpectedArgument("an option or a number of rows")
      }
    }
    guard format != nil || data != nil else {
      plan.start(from: .rows(GeneratedRows(count: count, isAnnotated: isAnnotated)))
      return
    }
    plan.start(from: .rows(try literal(format, data, call)))
  }

  private static func literal(
    _ format: CommandOption?, _ data: CommandOption?, _ call: CommandCall
  ) throws(Diagnostic) -> LiteralRows {
    guard let format, let data else {
      throw call.missing("both `format` and `data`, or neither")
    }
    switch format.value.lowercased {
    case "csv": return try LiteralRows(csv: data.value)
    case "json": return try LiteralRows(json: data.value)
    default:
      throw Diagnostic(
        .invalidOptionValue, "`format` is `csv` or `json`", at: format.value.span)
    }
  }
}

/// Rows that hold nothing but the time of the search.
struct GeneratedRows: RowGenerator {
  let count: Int
  let isAnnotated: Bool

  var summary: String { "makeresults count=\(count)" }

  func rows(
    wanted: FieldNeeds, in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let batchSize = 1024
    // Any command behind it makes a cell a row; what cannot hold those need not begin.
    guard count <= environment.memoryBudget / MemoryLayout<Cell>.stride else {
      throw MemoryBudget.exceeded(environment.memoryBudget)
    }
    let now = Cell.number(environment.now.rounded(.down))
    return stride(from: 0, to: count, by: batchSize).map { start in
      let rows = min(batchSize, count - start)
      var batch = Batch(rowCount: rows, ordinal: start)
      batch.set("_time", Column(constant: now, count: rows, arenas: []))
      guard isAnnotated else { return batch }
      for field in ["_raw", "host", "source", "sourcetype", "splunk_server_group"] {
        batch.set(field, .nulls(rows))
      }
      batch.set(
        "splunk_server", Column(constant: .text(Bytes("local")), count: rows, arenas: []))
      return batch
    }
  }
}
