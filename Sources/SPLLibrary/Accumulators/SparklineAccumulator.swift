import EventModel
import QueryPlan

/// An inner accumulator whose groups are buckets of time within the groups.
final class SparklineAccumulator: Accumulator {
  /// No time that a date can have lies further from 1970, in seconds.
  private static let furthestBucket: UInt = 1_000_000_000_000

  private let inner: any AggregateFunction
  private let span: Double?
  private var states: any Accumulator
  /// By group: the inner group of each bucket, by the bucket's number.
  private var buckets: [[Int: Int32]] = []
  private var bucketCount = 0
  private var bounds: ClosedRange<Int>?

  init(inner: any AggregateFunction, span: Double?) {
    self.inner = inner
    self.span = span
    states = inner.makeAccumulator()
  }

  /// Without a span, seconds are kept until the range of time is known.
  private var width: Double { span ?? 1 }

  func grow(to count: Int) {
    while buckets.count < count { buckets.append([:]) }
  }

  func update(_ input: AggregateInput) {
    guard let times = input.times else { return }
    var rows: [Int32] = []
    var groups: [Int32] = []
    for (row, group) in zip(input.rows, input.groups) {
      guard let time = times[Int(row)].number, abs(time / width) < Double(Self.furthestBucket)
      else { continue }
      rows.append(row)
      groups.append(place(of: Int((time / width).rounded(.down)), in: Int(group)))
    }
    states.grow(to: bucketCount)
    states.update(
      AggregateInput(
        values: input.values, rows: rows, groups: groups, times: input.times,
        ordinal: input.ordinal))
  }

  private func place(of bucket: Int, in group: Int) -> Int32 {
    if let known = buckets[group][bucket] { return known }
    let place = Int32(bucketCount)
    buckets[group][bucket] = place
    bucketCount += 1
    let known = bounds ?? bucket...bucket
    bounds = min(known.lowerBound, bucket)...max(known.upperBound, bucket)
    return place
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = other as? SparklineAccumulator else { return }
    var places = [Int32](repeating: 0, count: other.bucketCount)
    for (index, table) in other.buckets.enumerated() {
      for (bucket, place) in table {
        places[Int(place)] = self.place(of: bucket, in: Int(groups[index]))
      }
    }
    states.grow(to: bucketCount)
    states.merge(other.states, into: places)
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(buckets[group].count)
    for (bucket, place) in buckets[group].sorted(by: { $0.key < $1.key }) {
      writer.write(bucket)
      states.encode(group: Int(place), into: &writer)
    }
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    let count = try reader.int()
    guard count >= 0 else { throw StateReader.Malformed() }
    for _ in 0..<count {
      let bucket = try reader.int()
      guard bucket.magnitude < Self.furthestBucket else { throw StateReader.Malformed() }
      let place = place(of: bucket, in: group)
      states.grow(to: bucketCount)
      try states.decode(group: Int(place), from: &reader)
    }
  }

  func finish(group: Int, in arena: Arena) -> Cell {
    guard let bounds else { return arena.cell([SparklineAggregate.mark]) }
    let wide = bounds.upperBound - bounds.lowerBound + 1
    // Without a span, neighbouring seconds are put together until few enough are left; with one,
    // only where there would be more values than any line can show.
    let most = span == nil ? SparklineAggregate.mostBuckets : SparklineAggregate.bucketLimit
    let step = max(1, (wide + most - 1) / most)
    var places = [[Int32]](repeating: [], count: (wide + step - 1) / step)
    for (bucket, place) in buckets[group].sorted(by: { $0.key < $1.key }) {
      places[(bucket - bounds.lowerBound) / step].append(place)
    }
    return arena.cell([SparklineAggregate.mark] + places.map { value(of: $0, arena) })
  }

  private func value(of places: [Int32], _ arena: Arena) -> Bytes {
    let merged = inner.makeAccumulator()
    merged.grow(to: 1)
    for place in places {
      var writer = StateWriter()
      states.encode(group: Int(place), into: &writer)
      var reader = StateReader(writer.bytes)
      // What was just written reads back.
      try? merged.decode(group: 0, from: &reader)
    }
    return merged.finish(group: 0, in: arena).text(in: arena) ?? Bytes("0")
  }

  var footprint: Int { states.footprint + bucketCount * 32 }
}
