import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax

/// What bounds the choice of a bucket size.
struct BucketRange: Sendable {
  /// Source: Splunk Search Reference, `bin`: 100 buckets at most by default.
  var most = 100
  var minimum: Double?
  var start: Double?
  var end: Double?

  /// Units: seconds. The spans that times are put into, as `timechart` chooses them.
  ///
  /// Source: Splunk Search Reference, `timechart` (bins).
  static let timeSpans = [
    "1s", "5s", "10s", "30s", "1m", "5m", "10m", "30m", "1h", "1d", "1mon",
  ]
  private static let seconds: [Double] = [
    1, 5, 10, 30, 60, 300, 600, 1800, 3600, 86400, 30 * 86400,
  ]

  /// The smallest span of the list that gives no more buckets than allowed.
  func timeSpan(from first: Double, to last: Double) -> String {
    let width = max(last - first, 0)
    let minimum = minimum ?? 0
    let fitting = zip(Self.timeSpans, Self.seconds).first { _, seconds in
      seconds >= minimum && width / seconds <= Double(most)
    }
    return fitting?.0 ?? "1mon"
  }

  /// The smallest of 1, 2, 5 × a power of ten that gives no more buckets than allowed.
  func width(from first: Double, to last: Double) -> Double {
    let low = start ?? first
    let high = end ?? last
    let wanted = max((high - low) / Double(most), minimum ?? 0)
    guard wanted > 0 else { return 1 }
    var power = 1.0
    while power > wanted { power /= 10 }
    while power * 10 <= wanted { power *= 10 }
    for factor in [1.0, 2, 5, 10] where power * factor >= wanted { return power * factor }
    return power * 10
  }

  mutating func read(_ option: CommandOption) throws(Diagnostic) {
    switch option.key {
    case "bins": most = try option.integer(atLeast: 2)
    case "minspan": minimum = try option.seconds()
    case "start": start = NumberText.parse(option.value.text)
    default: end = NumberText.parse(option.value.text)
    }
  }

  /// The size for the values that a field has, nil if there is no number among them.
  func size(of field: String, in batches: [Batch], align: Double?) -> BucketSize? {
    guard let bounds = NumberBounds(batches, field: field) else { return nil }
    guard field == "_time" else { return .number(width(from: bounds.low, to: bounds.high)) }
    let text = timeSpan(from: bounds.low, to: bounds.high)
    return (try? BinSpan(text)).map { .time($0, align: align) }
  }
}

/// `bin` without a span: the size depends on the values.
struct AutomaticBins: DatasetTransform {
  let field: String
  let target: String
  let range: BucketRange
  /// Units: seconds since 1970; a time that a bucket starts at.
  var align: Double?

  var summary: String { "bin \(field) as \(target) into at most \(range.most)" }
  var needsOrder: Bool { false }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    var needs = wanted
    needs.remove(target)
    return needs.union(FieldNeeds([field]))
  }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    guard let size = range.size(of: field, in: batches, align: align) else { return batches }
    let function = BucketFunction(size: size)
    var result: [Batch] = []
    for batch in batches {
      var batch = batch
      let context = EvaluationContext(
        rowCount: batch.rowCount, arena: Arena(), environment: environment)
      batch.set(target, try function.evaluate([batch[field]], in: context))
      result.append(batch)
    }
    return result
  }
}

/// The least and the greatest number of a field.
struct NumberBounds {
  let low: Double
  let high: Double

  init?(_ batches: [Batch], field: String) {
    var bounds: (low: Double, high: Double)?
    for batch in batches {
      let column = batch[field]
      for row in 0..<batch.rowCount {
        guard let number = column[row].number, number.isFinite else { continue }
        bounds = (min(bounds?.low ?? number, number), max(bounds?.high ?? number, number))
      }
    }
    guard let bounds else { return nil }
    low = bounds.low
    high = bounds.high
  }
}
