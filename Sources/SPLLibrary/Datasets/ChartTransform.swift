import Diagnostics
import EventModel
import Execution
import OrderedCollections
import QueryPlan

/// Aggregates by a row field and, if there is one, makes a column of each value of another.
///
/// Ordering: rows by the row field, columns by name, the rest and the nulls last.
/// Source: Splunk Search Reference, `chart` and `timechart`.
struct ChartTransform: DatasetTransform {
  let specification: ChartSpecification

  private enum Own {
    static let row = "\u{0}row"
    static let column = "\u{0}column"
    static let count = "\u{0}count"
  }

  var summary: String {
    let measures = specification.series.map { $0.output }.joined(separator: ", ")
    let row = specification.row.map { " by \($0.field)" } ?? ""
    return "chart \(measures)\(row)" + (specification.column.map { " and \($0.field)" } ?? "")
  }

  var needsOrder: Bool { specification.measures.contains { $0.function.needsOrder } }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    let fields = [specification.row?.field, specification.column?.field].compactMap { $0 }
    return specification.measures.reduce(FieldNeeds(fields)) { $0.union($1.needs) }
  }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    try Self(specification: specification.sized(for: batches)).charted(batches, environment)
  }

  private func charted(
    _ batches: [Batch], _ environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let keyed = batches.map { self.keyed($0, environment) }
    let aggregator = Aggregator(environment: environment)
    guard specification.column != nil else {
      let groups = specification.row == nil ? [] : [Own.row]
      let table = try aggregator.aggregated(
        keyed,
        Aggregation(
          measures: specification.measures, groups: groups,
          deduplicatesGroupValues: specification.deduplicatesSplits))
      return [labelled(try derived(table, environment))]
    }
    let first = try derived(try aggregator.aggregated(keyed, aggregation), environment)
    let shown = series(of: first)
    let folded = folded(keyed, keeping: shown.kept)
    let table =
      folded.isChanged
      ? try derived(try aggregator.aggregated(folded.batches, aggregation), environment) : first
    return [pivoted(table, series: shown.names)]
  }

  /// The groups with what is worked out from their measures, in the order of the series.
  private func derived(
    _ table: Batch, _ environment: SearchEnvironment
  ) throws(Diagnostic) -> Batch {
    guard !specification.derived.isEmpty else { return table }
    let evaluator = ExpressionEvaluator(environment: environment)
    let arena = Arena()
    var worked = table
    for assignment in specification.derived {
      worked.set(assignment.target, try evaluator.evaluate(assignment.expression, table, in: arena))
    }
    var result = Batch(rowCount: table.rowCount)
    for field in [Own.row, Own.column, Own.count] + specification.series.map({ $0.output })
    where worked.has(field) {
      result.set(field, worked[field])
    }
    return result
  }

  private var aggregation: Aggregation {
    let row = specification.row == nil ? [] : [Own.row]
    return Aggregation(
      measures: specification.measures + counting, groups: row + [Own.column],
      deduplicatesGroupValues: specification.deduplicatesSplits)
  }

  /// Source: Splunk Search Reference, `timechart`, limit: with several aggregates, series are weighed
  /// by how often their value occurs.
  private var counting: [Measure] {
    guard specification.series.count > 1, let span = specification.measures.first?.span,
      let function = try? CountAggregate(
        AggregateCall(name: "count", hasArgument: false, span: span))
    else { return [] }
    return [
      Measure(name: "count", function: function, input: .rows, output: Own.count, span: span)
    ]
  }

  /// The rows with their buckets in fields of the engine's own.
  private func keyed(_ batch: Batch, _ environment: SearchEnvironment) -> Batch {
    var batch = batch
    let arena = Arena()
    func bucket(_ split: ChartSpecification.Split) -> Column {
      let values = batch[split.field]
      guard let size = split.size else { return values }
      let cells = (0..<batch.rowCount).map { row -> Cell in
        guard let number = values[row].number else { return .null }
        return .number(size.start(of: number, zone: environment.zone))
      }
      return Column(cells, arenas: [arena])
    }
    if let row = specification.row { batch.set(Own.row, bucket(row)) }
    guard let column = specification.column else { return batch }
    let values = bucket(column)
    let null: Cell =
      specification.usesNull ? .text(arena.store(specification.nullText)) : .null
    let cells = (0..<batch.rowCount).map { row -> Cell in
      let cell = values[row]
      guard !cell.isNull else { return null }
      guard let size = column.size, let start = cell.number else { return cell }
      return size.label(start: start, in: arena)
    }
    batch.set(Own.column, Column(cells, arenas: values.arenas + [arena]))
    return batch
  }

  /// The values that become columns, and those among them that are kept as they are.
  private func series(of table: Batch) -> (names: [String], kept: Set<String>) {
    let columns = table[Own.column]
    let values =
      table.has(Own.count)
      ? table[Own.count]
      : specification.series.first.map { table[$0.output] } ?? .nulls(table.rowCount)
    var points: OrderedDictionary<String, [Double]> = [:]
    for row in 0..<table.rowCount {
      guard let name = columns[row].string else { continue }
      points[name, default: []] += [values[row].number].compactMap { $0 }
    }
    let scores = points.mapValues { specification.score.of($0) }
    let null = scores.keys.contains(specification.nullText) && specification.usesNull
    let ranked = scores.filter { !(null && $0.key == specification.nullText) }
    var kept: [String]
    if let condition = specification.condition {
      kept = ranked.filter {
        condition.comparison.holds(
          $0.value < condition.value ? -1 : $0.value > condition.value ? 1 : 0)
      }.map { $0.key }
    } else {
      let isTop = specification.limit.isTop
      let sorted = ranked.sorted { a, b in
        if a.value != b.value { return isTop ? a.value > b.value : a.value < b.value }
        return a.key < b.key
      }
      let count = specification.limit.count == 0 ? sorted.count : specification.limit.count
      let chosen = specification.limit.isNegated ? sorted.dropFirst(count) : sorted.prefix(count)
      kept = chosen.map { $0.key }
    }
    let hasOther = kept.count < ranked.count && specification.usesOther
    kept = SeriesOrder.sorted(kept, isNumeric: specification.column?.size != nil)
    let names =
      kept + (hasOther ? [specification.otherText] : [])
      + (null ? [specification.nullText] : [])
    return (names, Set(kept + (null ? [specification.nullText] : [])))
  }

  /// The rows with every other series under one name, or left out.
  private func folded(
    _ batches: [Batch], keeping kept: Set<String>
  ) -> (batches: [Batch], isChanged: Bool) {
    var isChanged = false
    let result = batches.map { batch -> Batch in
      let column = batch[Own.column]
      let arena = Arena()
      let other: Cell =
        specification.usesOther ? .text(arena.store(specification.otherText)) : .null
      let cells = (0..<batch.rowCount).map { row -> Cell in
        let names = column[row].texts(in: arena)
        if names.allSatisfy({ kept.contains($0.string) }) { return column[row] }
        isChanged = true
        let folded = names.compactMap { name -> Bytes? in
          if kept.contains(name.string) { return name }
          guard case .text(let text) = other else { return nil }
          return text
        }
        return arena.cell(folded)
      }
      var batch = batch
      batch.set(Own.column, Column(cells, arenas: column.arenas + [arena]))
      return batch
    }
    return (result, isChanged)
  }

  private func pivoted(_ table: Batch, series: [String]) -> Batch {
    let rows = table[Own.row]
    let columns = table[Own.column]
    var places: OrderedDictionary<String, Int> = [:]
    var firstRows: [Int32] = []
    var cellOf: [[String: Int]] = []
    for row in 0..<table.rowCount {
      let key = specification.row == nil ? "" : rows[row].string ?? ""
      if places[key] == nil {
        places[key] = firstRows.count
        firstRows.append(Int32(row))
        cellOf.append([:])
      }
      if let place = places[key], let name = columns[row].string { cellOf[place][name] = row }
    }
    var result = Batch(rowCount: firstRows.count)
    if specification.row != nil { result.set(Own.row, rows.gathered(firstRows)) }
    let isSingle = specification.series.count == 1
    for measure in specification.series {
      let values = table[measure.output]
      for name in series {
        let cells = cellOf.map { row -> Cell in
          if let place = row[name] { return values[place] }
          return measure.isCount ? .number(0) : .null
        }
        let title = specification.name(of: name, measure.output, isSingle: isSingle)
        result.set(title, Column(cells, arenas: values.arenas))
      }
    }
    return labelled(result)
  }

  /// The row field under its own name, buckets as they display.
  private func labelled(_ table: Batch) -> Batch {
    guard let row = specification.row else { return table }
    let values = table[Own.row]
    let arena = Arena()
    let cells = (0..<table.rowCount).map { place -> Cell in
      guard let size = row.size, let start = values[place].number else { return values[place] }
      return size.label(start: start, in: arena)
    }
    var result = Batch(rowCount: table.rowCount)
    result.set(row.field, Column(cells, arenas: values.arenas + [arena]))
    for (field, column) in table.columns where field != Own.row { result.set(field, column) }
    return result
  }
}

/// Columns in order: by name, buckets by their lower end.
enum SeriesOrder {
  static func sorted(_ names: [String], isNumeric: Bool) -> [String] {
    names.sorted { a, b in
      if let x = lowerEnd(a, isNumeric), let y = lowerEnd(b, isNumeric), x != y { return x < y }
      return a < b
    }
  }

  private static func lowerEnd(_ name: String, _ isNumeric: Bool) -> Double? {
    if let number = NumberText.parse(name) { return number }
    guard isNumeric, let dash = name.dropFirst().firstIndex(of: "-") else { return nil }
    return NumberText.parse(String(name[..<dash]))
  }
}
