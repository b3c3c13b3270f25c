import EventModel
import QueryPlan

/// The same number for every group, whatever its rows.
final class ConstantAccumulator: Accumulator {
  private let number: Double

  init(_ number: Double) { self.number = number }

  func grow(to count: Int) {}
  func update(_ input: AggregateInput) {}
  func merge(_ other: any Accumulator, into groups: [Int32]) {}
  func encode(group: Int, into writer: inout StateWriter) {}
  func decode(group: Int, from reader: inout StateReader) throws {}
  func finish(group: Int, in arena: Arena) -> Cell { .number(number) }

  var footprint: Int { 0 }
}
