import Diagnostics
import EventModel
import QueryPlan

/// `inputlookup`: the rows of a lookup table; an empty cell is no value.
struct LookupRows: RowGenerator {
  let table: LookupTable
  let range: Range<Int>

  var summary: String { "inputlookup \(table.definition.name)" }

  func rows(
    wanted: FieldNeeds, in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let batchSize = 1024
    let fields = table.fields.map { LookupTable.trimmed($0) }
    return stride(from: range.lowerBound, to: range.upperBound, by: batchSize).map { start in
      let part = table.rows[start..<min(start + batchSize, range.upperBound)]
      var batch = Batch(rowCount: part.count, ordinal: start)
      let arena = Arena()
      for (place, field) in fields.enumerated() where wanted.contains(field) {
        let cells = part.map { row -> Cell in
          row[place].isEmpty ? .null : .text(arena.store(row[place]))
        }
        batch.set(field, Column(cells, arenas: [arena]))
      }
      return batch
    }
  }
}
