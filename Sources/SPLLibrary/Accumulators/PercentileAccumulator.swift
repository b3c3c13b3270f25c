import EventModel
import QueryPlan

/// All numbers of each group, for percentiles.
///
/// Memory: eight bytes a number.
/// Source: Splunk Search Reference, `perc`: 5.5 and 9.55 for 1 to 10, 1996.5 and 3858.35 in its
/// extended example, which is linear interpolation at (n - 1) · p.
final class PercentileAccumulator: Accumulator {
  private let percentile: Double
  private var numbers: [[Double]] = []
  private var total = 0

  /// Units: 0 to 100.
  init(percentile: Double) { self.percentile = percentile }

  func grow(to count: Int) {
    while numbers.count < count { numbers.append([]) }
  }

  func update(_ input: AggregateInput) {
    var added = 0
    numbers.withUnsafeMutableBufferPointer { numbers in
      input.forEachNumber { group, number in
        // Not a number has no rank.
        guard !number.isNaN else { return }
        numbers[group].append(number)
        added += 1
      }
    }
    total += added
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = other as? PercentileAccumulator else { return }
    for (index, group) in groups.enumerated() {
      numbers[Int(group)].append(contentsOf: other.numbers[index])
      total += other.numbers[index].count
    }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(numbers[group].count)
    for number in numbers[group] { writer.write(number) }
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    let count = try reader.count()
    for _ in 0..<count {
      let number = try reader.double()
      guard !number.isNaN else { throw StateReader.Malformed() }
      numbers[group].append(number)
      total += 1
    }
  }

  func finish(group: Int, in arena: Arena) -> Cell {
    let sorted = numbers[group].sorted()
    guard let last = sorted.last else { return .null }
    // In hundredths, so that the share of 8.55 is 0.55 to the last digit, as the documented
    // results need it.
    let position = Double(sorted.count - 1) * percentile
    let share = position.truncatingRemainder(dividingBy: 100) / 100
    let below = Int((position / 100 - share).rounded())
    guard below + 1 < sorted.count else { return .number(last) }
    let low = sorted[below]
    let high = sorted[below + 1]
    // Equal neighbours need no arithmetic, which infinities would not survive.
    guard low != high else { return .number(low) }
    return .number(share == 0 ? low : low + (high - low) * share)
  }

  var footprint: Int {
    numbers.count * MemoryLayout<[Double]>.stride + total * MemoryLayout<Double>.stride
  }
}
