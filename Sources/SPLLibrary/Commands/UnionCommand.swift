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
    if call.name == "multisearch" { try check(found, call) }
    // As the first command, the searches are all there is; rows that come with the search are one
    // of them.
    if plan.scansEvents, plan.source == nil || plan.isFreshStart {
      plan.restart(from: .rows(NothingRows()))
    }
    for subsearch in found {
      plan.append(.combine(Interleaving(), try plan.subplan(subsearch)))
    }
  }

  /// Source: Splunk Search Reference, `multisearch`: two searches at least, of streaming commands.
  private static func check(
    _ searches: [Subsearch], _ call: CommandCall
  ) throws(Diagnostic) {
    guard searches.count >= 2 else { throw call.missing("at least two subsearches") }
    for inner in searches.flatMap({ $0.pipeline.commands }) {
      guard try CommandRegistry.command(for: inner).documentation.kind == .transforming else {
        continue
      }
      throw Diagnostic(
        .unsupportedSyntax, "a search of `multisearch` takes streaming commands only",
        at: inner.nameSpan, help: "use `union` or `append`")
    }
  }
}

/// Rows of two searches: both from the newest to the oldest, so together; else one behind the other.
///
/// Source: Splunk Search Reference, `union`, interleaving results.
struct Interleaving: RowCombiner {
  var summary: String { "union" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted.union(FieldNeeds(["_time"])) }

  func combine(
    _ rows: [Batch], with others: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let both = (rows + others).filter { $0.rowCount > 0 }
    guard let own = Self.times(rows), let other = Self.times(others),
      let oldest = own.last, let newest = other.first, oldest < newest
    else { return both }
    let table = Batch.concatenated(both)
    var order: [Int32] = []
    var (left, right) = (0, 0)
    while left < own.count || right < other.count {
      let takesOwn = right == other.count || (left < own.count && own[left] >= other[right])
      order.append(Int32(takesOwn ? left : own.count + right))
      if takesOwn { left += 1 } else { right += 1 }
    }
    return [table.gathered(order)]
  }

  /// The times of rows that come newest first; nil for others.
  private static func times(_ batches: [Batch]) -> [Double]? {
    var times: [Double] = []
    for batch in batches where batch.rowCount > 0 {
      let column = batch["_time"]
      for row in 0..<batch.rowCount {
        guard let time = column[row].number, time <= times.last ?? .infinity else { return nil }
        times.append(time)
      }
    }
    return times
  }
}

/// No rows at all, for others to be put to.
struct NothingRows: RowGenerator {
  let summary = "none"

  func rows(
    wanted: FieldNeeds, in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] { [] }
}
