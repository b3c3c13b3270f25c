import EventModel
import QueryPlan

/// Count, sum and sum of squares: what sums, means and variances are made of.
///
/// Ordering: added from left to right in stream order, as the documented results show. Merged
/// parts of fractional numbers may therefore differ from one pass in the last place; sums of
/// integers below 2^53 never do.
/// Source: Splunk Search Reference, `avg`: the average of a hundred times 3.99 is
/// 3.9900000000000055.
final class MomentsAccumulator: Accumulator {
  struct Moments {
    var count = 0
    var sum = 0.0
    var squares = 0.0

    var mean: Double { sum / Double(count) }

    /// Units: of the values, squared.
    ///
    /// Source: the form that gives the documented 12.615183595289349 of `stdev`; a single value
    /// varies by 0, as the table of `mean` shows.
    func variance(isSample: Bool) -> Double {
      guard count > 1 else { return sum.isFinite ? 0 : .nan }
      let deviation = squares - sum * mean
      // Rounding may leave a tiny negative rest; `nan` must stay what it is.
      let rest = deviation < 0 ? 0 : deviation
      return rest / Double(isSample ? count - 1 : count)
    }
  }

  private var moments: [Moments] = []
  private let result: @Sendable (Moments) -> Double

  /// The result is null for a group without numbers.
  init(_ result: @escaping @Sendable (Moments) -> Double) { self.result = result }

  func grow(to count: Int) {
    while moments.count < count { moments.append(Moments()) }
  }

  func update(_ input: AggregateInput) {
    moments.withUnsafeMutableBufferPointer { moments in
      input.forEachNumber { group, number in
        moments[group].count += 1
        moments[group].sum += number
        moments[group].squares += number * number
      }
    }
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = other as? MomentsAccumulator else { return }
    for (index, group) in groups.enumerated() { add(other.moments[index], to: Int(group)) }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(moments[group].count)
    writer.write(moments[group].sum)
    writer.write(moments[group].squares)
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    let count = try reader.count()
    add(Moments(count: count, sum: try reader.double(), squares: try reader.double()), to: group)
  }

  func finish(group: Int, in arena: Arena) -> Cell {
    moments[group].count == 0 ? .null : .number(result(moments[group]))
  }

  var footprint: Int { moments.count * MemoryLayout<Moments>.stride }

  private func add(_ other: Moments, to group: Int) {
    guard other.count > 0 else { return }
    moments[group].count &+= other.count
    moments[group].sum += other.sum
    moments[group].squares += other.squares
  }
}
