package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct LookupCommand: Command {
  package static let documentation = CommandDocumentation(
    "lookup", kind: .streaming,
    syntax: """
      lookup <table> <column> [AS <field>]… [OUTPUT | OUTPUTNEW <column> [AS <field>]…]
      """,
    summary: """
      Sets fields to what a lookup table says about other fields; with `OUTPUTNEW` only those \
      that have no value.
      """,
    examples: [
      "| makeresults | eval dest_port=22 | lookup ports port AS dest_port OUTPUT service",
      "| makeresults | eval port=80 | lookup ports port",
    ])

  /// `column AS field`.
  private struct Pair {
    let column: Word
    let field: Word
  }

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    while let option = try scanner.option() {
      guard ["local", "update"].contains(option.key) else {
        throw call.unknownOption(option, among: ["local", "update"])
      }
      // Both say where and when a running search reads the table; a search here reads it once.
      _ = try option.boolean()
    }
    guard let name = try scanner.word() else { throw call.missing("a lookup table") }
    let table = try plan.lookupTable(name)
    let inputs = try pairs(&scanner, call)
    guard !inputs.isEmpty else {
      throw call.missing("a field to look up behind the name of the table")
    }
    var columns: [Int] = []
    for input in inputs { columns.append(try table.column(input.column)) }
    try table.checkComputation(matching: columns, at: inputs[0].column.span)
    let keepsExisting = scanner.skipKeyword("outputnew")
    var outputs: [LookupExtractor.Output] = []
    if keepsExisting || scanner.skipKeyword("output") {
      for pair in try pairs(&scanner, call) {
        outputs.append(
          LookupExtractor.Output(
            column: try table.column(pair.column), field: pair.field.text))
      }
      guard !outputs.isEmpty else { throw call.missing("a field behind `OUTPUT`") }
      if scanner.skipKeyword("output", "outputnew") {
        throw Diagnostic(
          .invalidArgument, "`lookup` has `OUTPUT` or `OUTPUTNEW`, and once", at: call.nameSpan)
      }
    } else {
      outputs = table.fields.indices.filter { !columns.contains($0) }.map {
        LookupExtractor.Output(column: $0, field: LookupTable.trimmed(table.fields[$0]))
      }
    }
    try scanner.expectEnd(call)
    plan.append(
      .extract(
        LookupExtractor(
          table: table, matching: columns, inputs: inputs.map { $0.field.text },
          outputs: outputs, keepsExisting: keepsExisting)))
  }

  private static func pairs(
    _ scanner: inout Scanner, _ call: CommandCall
  ) throws(Diagnostic) -> [Pair] {
    var pairs: [Pair] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let next = scanner.peekWord(), !next.isQuoted,
        ["output", "outputnew"].contains(next.lowercased)
      {
        break
      }
      guard let column = try scanner.word() else { throw scanner.unexpectedArgument("a field") }
      guard scanner.skipKeyword("as") else {
        pairs.append(Pair(column: column, field: column))
        continue
      }
      guard let field = try scanner.word() else { throw call.missing("a name behind `AS`") }
      pairs.append(Pair(column: column, field: field))
    }
    return pairs
  }
}
