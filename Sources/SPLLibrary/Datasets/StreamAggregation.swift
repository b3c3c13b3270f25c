import Diagnostics
import EventModel
import Execution
import OrderedCollections
import QueryPlan

/// `streamstats`: aggregates over the rows up to each row.
///
/// Memory: the aggregated and grouping columns once more, and the results.
/// Source: Splunk Search Reference, `streamstats`.
struct StreamAggregation: DatasetTransform {
  var measures: [Measure] = []
  var groups: [String] = []
  /// Units: rows; 0 is no limit.
  var window = 0
  /// Units: seconds.
  var seconds: Double?
  /// Whether one window lies over the rows of all groups.
  var isGlobal = true
  var includesCurrent = true
  var resetsOnChange = false
  var resetBefore: Expression?
  var resetAfter: Expression?

  var summary: String {
    let list = measures.map { $0.output }.joined(separator: ", ")
    let by = groups.isEmpty ? "" : " by " + groups.joined(separator: ", ")
    let last = window > 0 ? " over \(window) rows" : ""
    return "running \(list)\(by)\(last)" + (seconds.map { " over \(Int($0))s" } ?? "")
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    var needs = wanted
    for measure in measures where measure.output.contains("*") == false {
      needs.remove(measure.output)
    }
    return needs.union(ownNeeds)
  }

  private var ownNeeds: FieldNeeds {
    var needs = FieldNeeds(groups)
    for measure in measures {
      switch measure.input {
      case .rows: break
      case .field(let field): needs.insert(field)
      case .fields(let pattern): needs.insert(pattern.text)
      case .expression(let expression): needs.formUnion(expression.needs)
      }
      if measure.function.readsTime { needs.insert("_time") }
    }
    if seconds != nil { needs.insert("_time") }
    if let resetBefore { needs.formUnion(resetBefore.needs) }
    if let resetAfter { needs.formUnion(resetAfter.needs) }
    return needs
  }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let batches = batches.filter { $0.rowCount > 0 }
    guard !batches.isEmpty else { return [] }
    let needs = ownNeeds
    let rows = Batch.concatenated(
      batches.map { batch in
        batch.with(columns: batch.columns.filter { needs.contains($0.key) })
      })
    let run = try StreamAggregationRun(self, over: rows, in: environment)
    try run.run()
    var results: [Batch] = []
    var start = 0
    for batch in batches {
      var batch = batch
      let end = start + batch.rowCount
      for (field, column) in run.results {
        let old = batch[field]
        let cells = (start..<end).map { row in
          run.hasResult[row] ? column[row] : old[row - start]
        }
        batch.set(field, Column(cells, arenas: column.arenas + old.arenas))
      }
      results.append(batch)
      start = end
    }
    return results
  }
}
