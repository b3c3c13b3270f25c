package import Diagnostics
import EventModel
package import QueryPlan

/// `count`, `count(X)`, `count(eval(…))`: a condition counts where it holds.
package struct CountAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "count", "c", syntax: "count | count(X)",
    summary: "The number of rows, or of values of a field.", allowsNoArgument: true)

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { CountAccumulator() }
}

private final class CountAccumulator: Accumulator {
  private var counts: [Int] = []

  func grow(to count: Int) {
    while counts.count < count { counts.append(0) }
  }

  func update(_ input: AggregateInput) {
    counts.withUnsafeMutableBufferPointer { counts in
      if input.values == nil {
        input.forEachEntry { _, group in counts[group] += 1 }
      } else {
        input.forEachValue { _, group, _ in counts[group] += 1 }
      }
    }
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = other as? CountAccumulator else { return }
    for (index, group) in groups.enumerated() { counts[Int(group)] &+= other.counts[index] }
  }

  func encode(group: Int, into writer: inout StateWriter) { writer.write(counts[group]) }

  func decode(group: Int, from reader: inout StateReader) throws {
    counts[group] &+= try reader.count()
  }

  func finish(group: Int, in arena: Arena) -> Cell { .number(Double(counts[group])) }

  var footprint: Int { counts.count * MemoryLayout<Int>.stride }
}
