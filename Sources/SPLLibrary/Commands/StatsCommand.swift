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
    var deduplicates = try StatsOptions.read(&scanner, call)
    let parser = MeasureParser(binder: plan.binder, call: call)
    let measures = try parser.measures(&scanner)
    let groups = try parser.groups(&scanner)
    deduplicates = try StatsOptions.read(&scanner, call) || deduplicates
    try scanner.expectEnd(call)
    plan.append(
      .aggregate(
        Aggregation(
          measures: measures, groups: groups, deduplicatesGroupValues: deduplicates)))
  }
}

/// The options that `stats` and its relatives share.
enum StatsOptions {
  private static let known = ["allnum", "delim", "partitions", "dedup_splitvals"]

  /// Reads options that stand here; gives whether `dedup_splitvals` was set.
  static func read(_ scanner: inout Scanner, _ call: CommandCall) throws(Diagnostic) -> Bool {
    var deduplicates = false
    while let option = try scanner.option() {
      switch option.key {
      case "dedup_splitvals": deduplicates = try option.boolean()
      // How the work is spread and lists are printed does not change what is counted.
      case "partitions", "delim": break
      case "allnum":
        guard try !option.boolean() else {
          throw Diagnostic(
            .unsupportedOption, "`allnum=true` is not supported yet", at: option.name.span)
        }
      default: throw call.unknownOption(option, among: known)
      }
    }
    return deduplicates
  }
}
