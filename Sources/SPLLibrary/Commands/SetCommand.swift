package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct SetCommand: Command {
  package static let documentation = CommandDocumentation(
    "set", kind: .generating, syntax: "set (union|diff|intersect) [ <search> ] [ <search> ]",
    summary: "Gives the rows that two searches have in common, either has, or only one has.",
    examples: ["| set diff [ | makeresults | eval a=1 ] [ | makeresults | eval a=2 ]"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    guard let word = try scanner.word() else {
      throw call.missing("`union`, `diff` or `intersect`")
    }
    guard let operation = SetOperation.Kind(rawValue: word.lowercased) else {
      throw Diagnostic(
        .invalidArgument, "`set` makes a `union`, a `diff` or an `intersect`", at: word.span)
    }
    guard let left = scanner.subsearch(), let right = scanner.subsearch() else {
      throw call.missing("two subsearches between brackets")
    }
    try scanner.expectEnd(call)
    plan.start(from: .rows(NothingRows()))
    plan.append(.combine(Appending(limit: .max), try plan.subplan(left)))
    plan.append(.combine(SetOperation(kind: operation), try plan.subplan(right)))
  }
}

/// Rows of two searches as sets: rows are the same when all their fields are.
///
/// Ordering: the first search's rows, then the second's; each row once.
/// Source: Splunk Search Reference, `set`.
struct SetOperation: RowCombiner {
  enum Kind: String, Sendable {
    case union, diff, intersect
  }

  let kind: Kind

  var summary: String { kind.rawValue }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { .everything }

  func combine(
    _ rows: [Batch], with others: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let left = rows.reduce(0) { $0 + $1.rowCount }
    let batches = (rows + others).filter { $0.rowCount > 0 }
    guard !batches.isEmpty else { return [] }
    let all = Batch.concatenated(batches)
    let key = RowKey(all.fields.filter { !Batch.isHidden($0) }, of: all)
    var table = KeyTable()
    var first: [Int32] = []
    var isLeft: [Bool] = []
    var isRight: [Bool] = []
    for row in 0..<all.rowCount {
      let number = Int(key.number(of: row, in: &table))
      if number == first.count {
        first.append(Int32(row))
        isLeft.append(false)
        isRight.append(false)
      }
      if row < left { isLeft[number] = true } else { isRight[number] = true }
    }
    let kept = first.indices.filter { index in
      switch kind {
      case .union: true
      case .diff: isLeft[index] != isRight[index]
      case .intersect: isLeft[index] && isRight[index]
      }
    }
    return [all.gathered(kept.map { first[$0] })]
  }
}
