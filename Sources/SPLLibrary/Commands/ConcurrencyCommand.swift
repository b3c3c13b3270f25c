package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct ConcurrencyCommand: Command {
  package static let documentation = CommandDocumentation(
    "concurrency", kind: .dataset,
    syntax: "concurrency duration=<field> [start=<field>] [output=<field>]",
    summary: "Counts the events that were going on when each event began, itself included.",
    examples: [
      #"| makeresults format=csv data="s,d\n0,10\n5,10\n20,1" | concurrency start=s duration=d"#
    ])

  private static let options = ["duration", "start", "output"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var duration: String?
    var start = "_time"
    var target = "concurrency"
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      guard let option = try scanner.option() else {
        throw scanner.unexpectedArgument("`duration=`, `start=` or `output=`")
      }
      switch option.key {
      case "duration": duration = option.value.text
      case "start": start = option.value.text
      case "output": target = option.value.text
      default: throw call.unknownOption(option, among: options)
      }
    }
    guard let duration else { throw call.missing("`duration=` and a field") }
    plan.append(
      .dataset(CountingConcurrent(start: start, duration: duration, target: target)))
  }
}

/// How many spans hold the start of each row's span.
///
/// Source: Splunk Search Reference, `concurrency`: X is concurrent with Y if X begins between the
/// start and the end of Y. A row without both numbers neither counts nor is counted.
struct CountingConcurrent: DatasetTransform {
  let start: String
  let duration: String
  let target: String

  var summary: String { "count what is concurrent with \(start)" }
  var needsOrder: Bool { false }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    var needs = wanted
    needs.remove(target)
    return needs.union(FieldNeeds([start, duration]))
  }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var starts: [Double] = []
    var ends: [Double] = []
    for batch in batches {
      for row in 0..<batch.rowCount {
        guard let span = span(batch, row) else { continue }
        starts.append(span.start)
        ends.append(span.end)
      }
    }
    starts.sort()
    ends.sort()
    return batches.map { batch in
      let cells = (0..<batch.rowCount).map { row -> Cell in
        guard let time = span(batch, row)?.start else { return .null }
        let begun = Self.place(of: time, in: starts) { $0 <= $1 }
        let ended = Self.place(of: time, in: ends) { $0 < $1 }
        return .number(Double(begun - ended))
      }
      var result = batch
      result.set(target, Column(cells, arenas: []))
      return result
    }
  }

  private func span(_ batch: Batch, _ row: Int) -> (start: Double, end: Double)? {
    guard let first = batch[start][row].number, let length = batch[duration][row].number,
      first.isFinite, length >= 0
    else { return nil }
    return (first, first + length)
  }

  /// How many of the sorted values come before a value.
  private static func place(
    of value: Double, in sorted: [Double], before: (Double, Double) -> Bool
  ) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if before(sorted[middle], value) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
