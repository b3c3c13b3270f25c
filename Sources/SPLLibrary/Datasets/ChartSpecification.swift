import EventModel
import QueryPlan

/// What `chart` and `timechart` are told.
struct ChartSpecification: Sendable {
  /// A field that rows or columns are split by, with the size of its buckets.
  struct Split: Sendable {
    let field: String
    var size: BucketSize?
  }

  /// Which series are shown.
  struct SeriesLimit: Sendable {
    var count = 10
    /// True for the series with the largest scores.
    var isTop = true
  }

  var measures: [Measure] = []
  var row: Split?
  var column: Split?
  var limit = SeriesLimit()
  /// Series whose score does not hold this are left out, instead of a limit.
  var condition: (comparison: ComparisonOperator, value: Double)?
  var usesOther = true
  var otherText = "OTHER"
  var usesNull = true
  var nullText = "NULL"
  var separator = ": "
  /// `$VAL$` and `$AGG$` make the name of a column.
  var nameFormat: String?

  /// The name of a column for one series of one measure.
  func name(of series: String, _ measure: String, isSingle: Bool) -> String {
    let series = series.hasPrefix("_") ? "VALUE" + series : series
    if let nameFormat {
      return nameFormat.replacing("$VAL$", with: series).replacing("$AGG$", with: measure)
    }
    return isSingle ? series : measure + separator + series
  }
}
