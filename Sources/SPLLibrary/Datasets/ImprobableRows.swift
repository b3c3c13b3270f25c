import Diagnostics
import EventModel
import Foundation
import QueryPlan

/// Rows that are improbable by the product of the frequencies of their values.
///
/// A text's frequency is its share of the rows; a number's is that of the histogram bin it falls
/// into, with as many bins as the square root of the rows. A row is anomalous when the logarithm of
/// its probability lies below the first quartile by more than one and a half quartile distances,
/// and with `cutoff` only while it is below the least probable tenth as well.
/// Source: Splunk Search Reference, `anomalydetection`; bins and cutoff are not told there.
struct ImprobableRows: DatasetTransform {
  /// Nil: all fields but the internal ones.
  var patterns: [WildcardPattern]?
  var annotates = false
  /// A probability given by the author instead of the one worked out.
  var threshold: Double?
  var limitsCount = true

  var summary: String { annotates ? "mark improbable rows" : "improbable rows" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    patterns.map { wanted.union(FieldNeeds($0.map { $0.text })) } ?? .everything
  }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let batches = batches.filter { $0.rowCount > 0 }
    guard !batches.isEmpty else { return [] }
    var rows = Batch.concatenated(batches)
    let fields = rows.fields.filter { covers($0) }
    let shares = fields.map { Self.shares(rows[$0]) }
    var logarithms: [Double] = []
    for row in 0..<rows.rowCount {
      logarithms.append(shares.reduce(0) { $0 + log($1[row] ?? 1) })
    }
    let limit = limit(logarithms)
    let isImprobable = logarithms.map { $0 < limit }
    let arena = Arena()
    var causes: [(field: Cell, share: Cell, most: Cell)] = []
    for row in 0..<rows.rowCount {
      guard isImprobable[row],
        let cause = fields.indices.min(by: { shares[$0][row] ?? 1 < shares[$1][row] ?? 1 })
      else {
        causes.append((.null, .null, .null))
        continue
      }
      causes.append(
        (
          .text(arena.store(fields[cause])), .number(shares[cause][row] ?? 1),
          .number(shares[cause].compactMap { $0 }.max() ?? 1)
        ))
    }
    func set(_ field: String, _ cells: [Cell]) { rows.set(field, Column(cells, arenas: [arena])) }
    set("log_event_prob", logarithms.enumerated().map { isImprobable[$0] ? .number($1) : .null })
    set("max_freq", causes.map { $0.most })
    set("probable_cause", causes.map { $0.field })
    set("probable_cause_freq", causes.map { $0.share })
    guard !annotates else { return [rows] }
    return [rows.gathered(isImprobable.indices.filter { isImprobable[$0] }.map { Int32($0) })]
  }

  private func covers(_ field: String) -> Bool {
    patterns.map { $0.contains { $0.coversField(field) } }
      ?? (!Batch.isHidden(field) && !field.hasPrefix("_"))
  }

  private func limit(_ logarithms: [Double]) -> Double {
    if let threshold { return log(threshold) }
    let sorted = logarithms.sorted()
    let first = OutlierTransform.percentile(25, sorted)
    let third = OutlierTransform.percentile(75, sorted)
    let limit = first - 1.5 * (third - first)
    return limitsCount ? min(limit, OutlierTransform.percentile(10, sorted)) : limit
  }

  /// The share of the rows that each row's value has; nil for a row without one.
  private static func shares(_ column: Column) -> [Double?] {
    let count = Double(column.count)
    let numbers = (0..<column.count).map { column[$0].number }
    let isNumeric = (0..<column.count).allSatisfy { column[$0].isNull || numbers[$0] != nil }
    let present = numbers.compactMap { $0 }
    if isNumeric, let least = present.min(), let most = present.max() {
      let bins = max(1, count.squareRoot().rounded(.up))
      let width = (most - least) / bins
      let places = numbers.map { number in
        number.map { width > 0 ? min(Int(($0 - least) / width), Int(bins) - 1) : 0 }
      }
      var sizes: [Int: Double] = [:]
      for case .some(let place) in places { sizes[place, default: 0] += 1 }
      return places.map { $0.flatMap { sizes[$0] }.map { $0 / count } }
    }
    let arena = Arena()
    let texts = (0..<column.count).map { column[$0].text(in: arena) }
    var sizes: [Bytes: Double] = [:]
    for case .some(let text) in texts { sizes[text, default: 0] += 1 }
    return texts.map { $0.flatMap { sizes[$0] }.map { $0 / count } }
  }
}
