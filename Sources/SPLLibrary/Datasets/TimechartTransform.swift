import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// `chart` over `_time`, with rows for empty buckets.
///
/// Source: Splunk Search Reference, `timechart`: a count of nothing is 0, any other aggregate empty.
struct TimechartTransform: DatasetTransform {
  let specification: ChartSpecification
  /// Nil: chosen by the range of time.
  let size: BucketSize?
  let range: BucketRange
  let isContinuous: Bool
  /// Units: seconds since 1970; the range of the search, where it is bounded and enforced.
  var earliest: Double?
  var latest: Double?
  /// False: the first and last bucket go when the range holds only a part of them.
  var keepsPartial = true

  /// More rows than this are refused: a span far too small for the range.
  private static let bucketLimit = 500_000

  var summary: String {
    "time" + ChartTransform(specification: specification).summary
      + (size == nil ? " in at most \(range.most) buckets" : "")
  }

  var needsOrder: Bool { ChartTransform(specification: specification).needsOrder }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    ChartTransform(specification: specification).needs(for: wanted).union(FieldNeeds(["_time"]))
  }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    guard let bounds = NumberBounds(batches, field: "_time") else { return [] }
    let span = try span(bounds, environment)
    var chart = specification
    chart.row = ChartSpecification.Split(field: "_time", size: span.size)
    chart.measures = chart.measures.map { $0.scaled(to: span.step) }
    let table = Batch.concatenated(
      try ChartTransform(specification: chart).apply(batches, in: environment))
    guard isContinuous else { return [whole(table, span.step, environment)] }
    return [whole(try filled(table, bounds, span, environment), span.step, environment)]
  }

  /// Source: Splunk Search Reference, `timechart`, partial.
  private func whole(_ table: Batch, _ step: BinSpan, _ environment: SearchEnvironment) -> Batch {
    guard !keepsPartial else { return table }
    let times = table["_time"]
    let kept = (0..<table.rowCount).filter { row in
      guard let start = times[row].number else { return true }
      return start >= earliest ?? -.infinity
        && step.advance(start, by: 1, zone: environment.zone) <= latest ?? .infinity
    }
    return table.gathered(kept.map { Int32($0) })
  }

  private func span(
    _ bounds: NumberBounds, _ environment: SearchEnvironment
  ) throws(Diagnostic) -> (size: BucketSize, step: BinSpan) {
    if let size, case .time(let span, _) = size { return (size, span) }
    let text = range.timeSpan(
      from: earliest ?? bounds.low, to: latest ?? bounds.high)
    do {
      let span = try BinSpan(text)
      return (.time(span, align: nil), span)
    } catch {
      throw Diagnostic(.invalidValue, error.message, at: nil)
    }
  }

  private func filled(
    _ table: Batch, _ bounds: NumberBounds, _ span: (size: BucketSize, step: BinSpan),
    _ environment: SearchEnvironment
  ) throws(Diagnostic) -> Batch {
    let zone = environment.zone
    var rowOf: [Double: Int] = [:]
    let times = table["_time"]
    for row in 0..<table.rowCount {
      if let time = times[row].number { rowOf[time] = row }
    }
    let first = span.size.start(of: earliest ?? bounds.low, zone: zone)
    let last = latest.map { $0.nextDown } ?? bounds.high
    var starts: [Double] = []
    var start = first
    while start <= last {
      starts.append(start)
      guard starts.count <= Self.bucketLimit else {
        throw Diagnostic(
          .resultLimit, "the time range has more than \(Self.bucketLimit) buckets", at: nil,
          help: "choose a larger `span`, or `cont=false`")
      }
      let next = span.step.advance(start, by: 1, zone: zone)
      guard next > start else { break }
      start = next
    }
    var result = Batch(rowCount: starts.count)
    result.set("_time", Column(starts.map { .number($0) }, arenas: []))
    let counts = countColumns(table)
    for (field, column) in table.columns where field != "_time" {
      let empty: Cell = counts.contains(field) ? .number(0) : .null
      let cells = starts.map { start in rowOf[start].map { column[$0] } ?? empty }
      result.set(field, Column(cells, arenas: column.arenas))
    }
    return result
  }

  /// Columns of which an empty bucket is 0.
  private func countColumns(_ table: Batch) -> Set<String> {
    let counting = specification.series.filter { $0.isCount }
    if counting.count == specification.series.count { return Set(table.fields) }
    let names = counting.map { $0.output }
    return Set(
      table.fields.filter { field in
        names.contains { field == $0 || field.hasPrefix($0 + specification.separator) }
      })
  }
}

extension Measure {
  /// With what depends on the length of a bucket told it.
  fileprivate func scaled(to step: BinSpan) -> Measure {
    guard let function = function as? PerTimeAggregate else { return self }
    let seconds = step.advance(0, by: 1, zone: .utc)
    return Measure(
      name: name, function: function.scaled(span: seconds), input: input, output: output,
      span: span)
  }
}
