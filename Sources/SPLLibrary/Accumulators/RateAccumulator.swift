import EventModel
import QueryPlan

/// The readings of a counter in each group.
///
/// Memory: 24 bytes a reading, because a reset is only seen in time order.
final class RateAccumulator: Accumulator {
  private struct Reading {
    let time: Double
    let place: Int
    let value: Double
  }

  private var readings: [[Reading]] = []
  private var total = 0

  func grow(to count: Int) {
    while readings.count < count { readings.append([]) }
  }

  func update(_ input: AggregateInput) {
    guard let times = input.times else { return }
    input.forEachValue { row, group, value in
      guard let time = times[row].number, !time.isNaN, let number = value.number, !number.isNaN
      else { return }
      readings[group].append(Reading(time: time, place: input.ordinal + row, value: number))
      total += 1
    }
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = other as? RateAccumulator else { return }
    for (index, group) in groups.enumerated() {
      readings[Int(group)].append(contentsOf: other.readings[index])
      total += other.readings[index].count
    }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(readings[group].count)
    for reading in readings[group] {
      writer.write(reading.time)
      writer.write(reading.place)
      writer.write(reading.value)
    }
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    let count = try reader.count()
    for _ in 0..<count {
      let reading = Reading(
        time: try reader.double(), place: try reader.int(), value: try reader.double())
      guard !reading.time.isNaN, !reading.value.isNaN else { throw StateReader.Malformed() }
      readings[group].append(reading)
      total += 1
    }
  }

  /// The growth from the earliest to the latest reading by the time between them.
  ///
  /// A counter that falls was reset: the greatest value that it fell from is added.
  /// Source: Splunk Search Reference, `rate`: its formula; it handles the largest value reset.
  func finish(group: Int, in arena: Arena) -> Cell {
    let sorted = readings[group].sorted { a, b in
      a.time != b.time
        ? a.time < b.time : a.place != b.place ? a.place > b.place : a.value < b.value
    }
    guard let first = sorted.first, let last = sorted.last, last.time > first.time
    else { return .null }
    var largestReset = 0.0
    for (before, after) in zip(sorted, sorted.dropFirst()) where after.value < before.value {
      largestReset = max(largestReset, before.value)
    }
    return .number((last.value - first.value + largestReset) / (last.time - first.time))
  }

  var footprint: Int {
    readings.count * MemoryLayout<[Reading]>.stride + total * MemoryLayout<Reading>.stride
  }
}
