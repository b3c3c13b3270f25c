import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// A hash join of the own rows (left) with others (right).
///
/// Source: Splunk Search Reference, `join`: one match by default, keys compare with case, the right
/// side's values win unless told otherwise; without key fields, all common fields are keys.
struct Joining: RowCombiner {
  var keys: [(left: String, right: String)] = []
  var keepsUnmatched = false
  var maximumMatches = 1
  var overwrites = true
  var usesTime = false
  var wantsEarlier = true
  /// Whether the keys come from conditions on two aliases.
  var hasConditions = false
  var leftAlias: String?
  var rightAlias: String?

  /// Rows that are taken of the subsearch.
  var limit = CombinedSearch.usualLimit

  var summary: String {
    let fields = keys.map { $0.left == $0.right ? $0.left : "\($0.left)=\($0.right)" }
    let on = fields.isEmpty ? "all common fields" : fields.joined(separator: ", ")
    let most = maximumMatches == .max ? "" : " at most \(maximumMatches)"
    return "join \(keepsUnmatched ? "left" : "inner") on \(on)\(most)"
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    guard !keys.isEmpty, leftAlias == nil else { return .everything }
    return wanted.union(FieldNeeds(keys.map { $0.left } + (usesTime ? ["_time"] : [])))
  }

  func combine(
    _ rows: [Batch], with others: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let others = others.taken(limit, by: "join", in: environment)
    let right = Batch.concatenated(others.isEmpty ? [Batch(rowCount: 0)] : others)
    let keys = keys.isEmpty ? commonFields(rows, right) : keys
    let index = RowIndex(right, fields: keys.map { $0.right })
    return rows.map { joined($0, right, index, keys) }
  }

  private func commonFields(_ rows: [Batch], _ right: Batch) -> [(left: String, right: String)] {
    var fields: OrderedSet<String> = []
    for batch in rows { fields.formUnion(batch.fields) }
    return fields.intersection(right.fields).filter {
      !Batch.isHidden($0) && !$0.hasPrefix("_")
    }.map { (left: $0, right: $0) }
  }

  private func joined(
    _ left: Batch, _ right: Batch, _ index: RowIndex, _ keys: [(left: String, right: String)]
  ) -> Batch {
    let columns = keys.map { left[$0.left] }
    let (leftTimes, rightTimes) = (left["_time"], right["_time"])
    var leftRows: [Int32] = []
    var rightRows: [Int32] = []
    var reader = RowKeys(columns)
    for row in 0..<left.rowCount {
      var matches = index.rows(of: row, &reader)
      if usesTime { matches = inTime(matches, leftTimes[row], rightTimes) }
      for match in matches.prefix(maximumMatches) {
        leftRows.append(Int32(row))
        rightRows.append(match)
      }
      if matches.isEmpty, keepsUnmatched {
        leftRows.append(Int32(row))
        rightRows.append(-1)
      }
    }
    return merged(left.gathered(leftRows), right, rightRows, Set(keys.map { $0.right }))
  }

  /// With `usetime`, only rows before (or after) the own row, the nearest first.
  private func inTime(_ rows: [Int32], _ time: Cell, _ times: Column) -> [Int32] {
    guard let time = time.number else { return rows }
    let timed = rows.compactMap { row in times[Int(row)].number.map { (row: row, time: $0) } }
    let fitting = timed.filter { wantsEarlier ? $0.time <= time : $0.time >= time }
    return fitting.sorted { abs($0.time - time) < abs($1.time - time) }.map { $0.row }
  }

  private func merged(
    _ left: Batch, _ right: Batch, _ rows: [Int32], _ keys: Set<String>
  ) -> Batch {
    var result = left
    if let leftAlias {
      result = Batch(rowCount: left.rowCount, ordinal: left.ordinal)
      for (field, column) in left.columns {
        result.set(Batch.isHidden(field) ? field : "\(leftAlias).\(field)", column)
      }
    }
    for (field, column) in right.columns where !Batch.isHidden(field) {
      if rightAlias == nil, keys.contains(field) || field == "_time" || field == "_raw" { continue }
      let name = rightAlias.map { "\($0).\(field)" } ?? field
      let old = result[name]
      let hasOld = result.has(name)
      let cells = rows.enumerated().map { place, row -> Cell in
        guard row >= 0 else { return old[place] }
        let new = column[Int(row)]
        if hasOld, !overwrites, !old[place].isNull { return old[place] }
        return new.isNull && hasOld ? old[place] : new
      }
      result.set(name, Column(cells, arenas: column.arenas + old.arenas))
    }
    return result
  }
}
