import EventModel
import OrderedCollections
import QueryPlan

/// What a fragment does with the rows of a scan, worked out once.
struct FragmentPlan: Sendable {
  let split: PlanSplit
  /// Runs partially in every worker and is then merged.
  let aggregation: Aggregation?
  /// A `fillnull` of all fields, and filters behind it, that stand before the aggregation.
  let filling: NullFilling?
  /// What runs on the merged rows.
  let rest: [PlanStep]
  /// What is read behind the scan's own predicate.
  private let needs: FieldNeeds
  /// What is read behind the local steps.
  private let keptNeeds: FieldNeeds
  /// What the local filters ask of rows that no local extractor changes; nil when other steps than
  /// extractors and filters are local.
  let tests: [Expression]?
  /// One of these is true in every row that a local extractor changes.
  let changes: [Expression]

  init(_ split: PlanSplit) {
    self.split = split
    let merged = split.merged
    if split.partialAggregation == nil, !split.needsOrder,
      let (filling, count) = NullFilling.leading(merged), merged.count > count,
      case .aggregate(let aggregation) = merged[count], AggregationState.canFill(aggregation)
    {
      self.aggregation = aggregation
      self.filling = filling
      rest = Array(merged.dropFirst(count + 1))
    } else {
      aggregation = split.partialAggregation
      filling = nil
      rest = merged
    }
    let filters = filling?.filters.map { PlanStep.filter($0) } ?? []
    let behind = aggregation.map { filters + [.aggregate($0)] } ?? rest
    keptNeeds = behind.reversed().reduce(.everything) { $1.needs(for: $0) }
    var needs = keptNeeds
    var tests: [Expression]? = []
    var changes: [Expression] = []
    for step in split.local.reversed() {
      switch step {
      case .filter(let expression): tests?.insert(expression, at: 0)
      case .extract(let extractor): changes.append(extractor.changes(needs))
      case .compute, .project, .rename, .fill, .expand, .aggregate, .window, .sort, .limit,
        .deduplicate, .dataset, .combine:
        tests = nil
      }
      needs = step.needs(for: needs)
    }
    self.needs = needs
    self.tests = tests
    self.changes = changes
  }

  /// Whether the groups come out the same whatever the order of the rows.
  var takesAnyOrder: Bool {
    guard let aggregation, let tests, !split.needsOrder else { return false }
    let conditions = tests + [split.scan.predicate].compactMap { $0 } + (filling?.filters ?? [])
    return !conditions.contains { $0.readsPlace }
      && aggregation.measures.allSatisfy { measure in
        guard !measure.function.readsTime else { return false }
        if case .expression(let expression) = measure.input { return !expression.readsPlace }
        return true
      }
  }

  /// Only the columns that are read behind the scan's own predicate.
  func narrowed(_ batch: Batch) -> Batch {
    guard !needs.all else { return batch }
    let keepsTime = split.needsOrder
    return batch.with(
      columns: batch.columns.filter { needs.contains($0.key) || keepsTime && $0.key == "_time" })
  }

  /// Only the columns that the aggregation reads.
  func aggregated(_ batch: Batch) -> Batch {
    keptNeeds.all
      ? batch : batch.with(columns: batch.columns.filter { keptNeeds.contains($0.key) })
  }

  /// Without the columns that only the local steps read: rules of source types read dozens.
  func kept(_ batch: Batch) -> Batch {
    guard !keptNeeds.all else { return batch }
    return batch.with(
      columns: batch.columns.filter { keptNeeds.contains($0.key) || Batch.isHidden($0.key) })
  }
}
