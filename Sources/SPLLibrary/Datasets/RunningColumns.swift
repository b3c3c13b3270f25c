import Diagnostics
import EventModel
import QueryPlan

/// Columns worked out row after row, with memory of the rows before: `accum`, `delta`,
/// `autoregress`, `trendline`, `filldown`.
///
/// Memory: texts that are carried on are copied, so a batch never keeps another one alive.
struct RunningColumns: DatasetTransform {
  /// Called once a row with the values of `reads`; gives those of `writes`, nil for a field that
  /// stays as it is.
  typealias Next = (_ values: [Cell]) -> [Cell?]

  let summary: String
  let reads: [String]
  let writes: [String]
  /// Called once a search.
  let start: @Sendable () -> Next

  init(
    _ summary: String, reads: [String], writes: [String], start: @escaping @Sendable () -> Next
  ) {
    self.summary = summary
    self.reads = reads
    self.writes = writes
    self.start = start
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted.union(FieldNeeds(reads)) }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let next = start()
    return batches.map { batch in
      let inputs = reads.map { batch[$0] }
      let old = writes.map { batch[$0] }
      let arena = Arena()
      var cells = [[Cell]](repeating: [], count: writes.count)
      for row in 0..<batch.rowCount {
        for (index, cell) in next(inputs.map { $0[row] }).enumerated() {
          cells[index].append(cell.map { arena.store($0) } ?? old[index][row])
        }
      }
      var result = batch
      for (index, field) in writes.enumerated() {
        result.set(field, Column(cells[index], arenas: [arena] + old[index].arenas))
      }
      return result
    }
  }
}
