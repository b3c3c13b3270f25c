package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct StatsCommand: Command {
  package static let documentation = CommandDocumentation(
    "stats", kind: .transforming,
    syntax: "stats <aggregate>[(<field>)] [AS <name>]… [BY <field>…] [dedup_splitvals=<bool>]",
    summary: "Makes one row of each group of rows, with aggregates over the group.",
    examples: [
      "| makeresults count=3 | stats count",
      #"| makeresults count=3 | eval g="a", n=2 | stats count sum(n) AS total BY g"#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var options = StatsOptions()
    try options.read(&scanner, call)
    let parser = MeasureParser(binder: plan.binder, call: call)
    let measures = try parser.measures(&scanner)
    let groups = try parser.groups(&scanner)
    try options.read(&scanner, call)
    try scanner.expectEnd(call)
    plan.append(
      .aggregate(
        Aggregation(
          measures: options.applied(to: measures), groups: groups,
          deduplicatesGroupValues: options.deduplicates)))
  }
}

/// The options that `stats` and its relatives share.
struct StatsOptions {
  private static let known = ["allnum", "delim", "partitions", "dedup_splitvals"]

  private(set) var deduplicates = false
  private var isAllNumeric = false

  /// Reads the options that stand here.
  mutating func read(_ scanner: inout Scanner, _ call: CommandCall) throws(Diagnostic) {
    while let option = try scanner.option() {
      switch option.key {
      case "dedup_splitvals": deduplicates = try option.boolean()
      // How the work is spread and lists are printed does not change what is counted.
      case "partitions", "delim": break
      case "allnum": isAllNumeric = try option.boolean()
      default: throw call.unknownOption(option, among: Self.known)
      }
    }
  }

  func applied(to measures: [Measure]) -> [Measure] {
    isAllNumeric ? measures.map { $0.overNumbersOnly } : measures
  }
}
