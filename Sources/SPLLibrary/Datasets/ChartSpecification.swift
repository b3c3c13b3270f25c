import EventModel
import QueryPlan

/// What `chart` and `timechart` are told.
struct ChartSpecification: Sendable {
  /// A field that rows or columns are split by, with the size of its buckets.
  struct Split: Sendable {
    let field: String
    var size: BucketSize?
    /// Without a size: what bounds the one that fits the values.
    var range: BucketRange?
    /// Units: seconds since 1970; a time that a bucket starts at.
    var align: Double?

    func sized(for batches: [Batch]) -> Self {
      guard size == nil, let range else { return self }
      var split = self
      split.size = range.size(of: field, in: batches, align: align)
      return split
    }
  }

  /// Which series are shown.
  struct SeriesLimit: Sendable {
    var count = 10
    /// True for the series with the largest scores.
    var isTop = true
    /// True for all series but those.
    var isNegated = false
  }

  /// What the values of a series are weighed by.
  enum Score: Sendable {
    case sum, maximum, minimum, average

    func of(_ values: [Double]) -> Double {
      switch self {
      case .sum: values.reduce(0, +)
      case .maximum: values.max() ?? 0
      case .minimum: values.min() ?? 0
      case .average: values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
      }
    }
  }

  /// What is shown of each group.
  struct Series: Sendable {
    let output: String
    /// A count of nothing is 0, anything else of nothing is empty.
    let isCount: Bool

    init(output: String, isCount: Bool) {
      self.output = output
      self.isCount = isCount
    }

    init(_ measure: Measure) {
      self.init(
        output: measure.output,
        isCount: ["count", "c", "dc", "distinct_count"].contains(measure.name))
    }
  }

  var measures: [Measure] = []
  /// What is worked out from the measures of a group.
  var derived: [Assignment] = []
  var series: [Series] = []
  var row: Split?
  var column: Split?
  var limit = SeriesLimit()
  /// Source: Splunk Search Reference, `chart`: by default the area under the curve.
  var score = Score.sum
  /// Series whose score does not hold this are left out, instead of a limit.
  var condition: (comparison: ComparisonOperator, value: Double)?
  /// Whether a value that a row has twice in a field that splits counts once.
  var deduplicatesSplits = false
  var usesOther = true
  var otherText = "OTHER"
  var usesNull = true
  var nullText = "NULL"
  var separator = ": "
  /// `$VAL$` and `$AGG$` make the name of a column.
  var nameFormat: String?

  /// With sizes for the buckets that depend on the values.
  func sized(for batches: [Batch]) -> Self {
    var specification = self
    specification.row = row?.sized(for: batches)
    specification.column = column?.sized(for: batches)
    return specification
  }

  /// The name of a column for one series of one measure.
  func name(of series: String, _ measure: String, isSingle: Bool) -> String {
    let series = series.hasPrefix("_") ? "VALUE" + series : series
    if let nameFormat {
      return nameFormat.replacing("$VAL$", with: series).replacing("$AGG$", with: measure)
    }
    return isSingle ? series : measure + separator + series
  }
}
