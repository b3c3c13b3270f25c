import EventModel
import QueryPlan

/// The least and the greatest number.
final class RangeAccumulator: Accumulator {
  private struct Range {
    var least = Double.infinity
    var greatest = -Double.infinity

    var isEmpty: Bool { least > greatest }

    @inline(__always)
    mutating func add(_ number: Double) {
      if number < least { least = number }
      if number > greatest { greatest = number }
    }
  }

  private var ranges: [Range] = []

  func grow(to count: Int) {
    while ranges.count < count { ranges.append(Range()) }
  }

  func update(_ input: AggregateInput) {
    ranges.withUnsafeMutableBufferPointer { ranges in
      input.forEachNumber { group, number in ranges[group].add(number) }
    }
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = other as? RangeAccumulator else { return }
    for (index, group) in groups.enumerated() { add(other.ranges[index], to: Int(group)) }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(ranges[group].least)
    writer.write(ranges[group].greatest)
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    add(Range(least: try reader.double(), greatest: try reader.double()), to: group)
  }

  func finish(group: Int, in arena: Arena) -> Cell {
    let range = ranges[group]
    return range.isEmpty ? .null : .number(range.greatest - range.least)
  }

  var footprint: Int { ranges.count * MemoryLayout<Range>.stride }

  private func add(_ other: Range, to group: Int) {
    guard !other.isEmpty else { return }
    ranges[group].add(other.least)
    ranges[group].add(other.greatest)
  }
}
