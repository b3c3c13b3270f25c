import Diagnostics
import EventModel
import QueryPlan

/// The first rows of each group, and one row for all others: `top useother=true`.
///
/// Ordering: rows come sorted, the rows of a group together.
/// Source: Splunk Search Reference, `top` and `rare`.
struct FrequencyRest: DatasetTransform {
  let groups: [String]
  let fields: [String]
  let limit: Int
  /// What stands in the fields of the row for the others.
  let name: String
  let countField: String

  var summary: String { "first \(limit) and \(name)" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let batches = batches.filter { $0.rowCount > 0 }
    guard !batches.isEmpty else { return [] }
    let rows = Batch.concatenated(batches)
    let counts = rows[countField]
    let numbers = RowGroups(rows, fields: groups)
    var kept: [Int32] = []
    var rest: [Int: Double] = [:]
    var place = 0
    for row in 0..<rows.rowCount {
      let isNewGroup = row > 0 && numbers.groups(of: row) != numbers.groups(of: row - 1)
      place = isNewGroup ? 1 : place + 1
      if place <= limit {
        kept.append(Int32(row))
        continue
      }
      // The first of the others stands for all of them.
      if place == limit + 1 { kept.append(Int32(row)) }
      rest[kept.count - 1, default: 0] += counts[row].number ?? 0
    }
    var result = rows.gathered(kept)
    let arena = Arena()
    let other = Cell.text(arena.store(name))
    for field in fields + [countField] {
      let column = result[field]
      let cells = kept.indices.map { index -> Cell in
        guard let count = rest[index] else { return column[index] }
        return field == countField ? .number(count) : other
      }
      result.set(field, Column(cells, arenas: column.arenas + [arena]))
    }
    return [result]
  }
}
