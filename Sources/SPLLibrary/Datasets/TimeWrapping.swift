import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// The buckets of one period beside those of the periods before.
///
/// Ordering: by the time in the latest period; the oldest period comes first.
/// Source: Splunk Search Reference, `timewrap`: periods end where the search ends; columns are
/// `count_latest_week`, `count_1week_before`, `count_2weeks_before`, or with `series=short`
/// `count_s0`, `count_s1`.
struct TimeWrapping: DatasetTransform {
  enum Names: String, Sendable {
    case relative, exact, short
  }

  let count: Int
  let unit: TimeUnit
  var names = Names.relative
  /// How the start of a period is told, with `exact`.
  var format = ""
  /// Units: seconds since 1970; nil: the end of the last bucket.
  var end: Double?

  /// More periods than this are refused: a span far too small for the range.
  private static let limit = 1_000

  init(count: Int, unit: TimeUnit) {
    self.count = count
    self.unit = unit
  }

  var summary: String { "wrap by \(count)\(unit.rawValue)" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { .everything }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    guard !batches.isEmpty else { return [] }
    let table = Batch.concatenated(batches)
    let column = table["_time"]
    let times = (0..<table.rowCount).map { column[$0].number ?? .nan }
    let known = times.filter { !$0.isNaN }.sorted()
    guard let first = known.first, let last = known.last else { return [table] }
    let width = known.count > 1 ? last - known[known.count - 2] : 1
    let starts = try starts(from: end ?? last + width, to: first, environment)
    var rowAt: OrderedDictionary<Double, [Int: Int]> = [:]
    var periods: Set<Int> = []
    for (row, time) in times.enumerated() where !time.isNaN {
      guard let period = starts.firstIndex(where: { $0 <= time }), time < end ?? .infinity
      else { continue }
      let shown = shifted(time, by: period, environment)
      rowAt[shown, default: [:]][period] = row
      periods.insert(period)
    }
    rowAt.sort { $0.key < $1.key }
    var result = Batch(rowCount: rowAt.count)
    result.set("_time", Column(rowAt.keys.map { .number($0) }, arenas: []))
    for (field, values) in table.columns where field != "_time" && !Batch.isHidden(field) {
      for period in periods.sorted(by: >) {
        let cells = rowAt.values.map { rows in rows[period].map { values[$0] } ?? .null }
        result.set(
          field + "_" + name(of: period, start: starts[period], environment),
          Column(cells, arenas: values.arenas))
      }
    }
    return [result]
  }

  /// The starts of the periods, the latest first, until one holds a time.
  private func starts(
    from end: Double, to first: Double, _ environment: SearchEnvironment
  ) throws(Diagnostic) -> [Double] {
    var starts: [Double] = []
    repeat {
      starts.append(shifted(end, by: -(starts.count + 1), environment))
      guard starts.count <= Self.limit else {
        throw Diagnostic(
          .resultLimit, "`timewrap` would make more than \(Self.limit) periods", at: nil,
          help: "choose a larger span")
      }
    } while starts[starts.count - 1] > first
    return starts
  }

  /// A time moved by periods, along the calendar.
  private func shifted(_ time: Double, by periods: Int, _ environment: SearchEnvironment) -> Double
  {
    unit.add(periods * count, to: time, zone: environment.zone)
  }

  private func name(of period: Int, start: Double, _ environment: SearchEnvironment) -> String {
    switch names {
    case .short: return "s\(period)"
    case .relative:
      guard period > 0 else { return "latest_\(count == 1 ? "" : "\(count)")\(word(count))" }
      let size = period * count
      return "\(size)\(word(size))_before"
    case .exact:
      var output: [UInt8] = []
      _ = StrftimeFormat(format).append(epoch: start, zone: environment.zone, to: &output)
      return String(decoding: output, as: UTF8.self)
    }
  }

  private func word(_ amount: Int) -> String {
    amount == 1 ? "\(unit)" : "\(unit)s"
  }
}
