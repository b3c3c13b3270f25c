import Diagnostics
import EventModel
import QueryPlan

/// `lookup`: sets fields to what a table says about others.
///
/// Source: Splunk Search Reference, `lookup`; Knowledge Manager Manual, field matching rules.
struct LookupExtractor: FieldExtractor {
  struct Output: Sendable {
    /// The place in the table's fields.
    let column: Int
    let field: String
  }

  private let table: LookupTable
  private let index: DeferredLookupIndex
  /// The event fields, in the order of the index's columns.
  private let inputs: [String]
  private let outputs: [Output]
  /// `OUTPUTNEW`: a field that has a value keeps it.
  private let keepsExisting: Bool

  init(
    table: LookupTable, matching columns: [Int], inputs: [String], outputs: [Output],
    keepsExisting: Bool
  ) {
    self.table = table
    index = DeferredLookupIndex(table, columns: columns)
    self.inputs = inputs
    self.outputs = outputs
    self.keepsExisting = keepsExisting
  }

  var summary: String {
    "lookup \(table.definition.name) \(inputs.joined(separator: ", "))"
      + (keepsExisting ? " OUTPUTNEW " : " OUTPUT ")
      + outputs.map { $0.field }.joined(separator: ", ")
  }

  var writes: [String]? { outputs.map { $0.field } }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    guard outputs.contains(where: { wanted.contains($0.field) }) else { return wanted }
    return wanted.union(FieldNeeds(inputs))
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let index = index.get()
    let columns = inputs.map { batch[$0] }
    var written = WrittenColumns(batch, in: context)
    var known: [[Bytes]: [Int32]] = [:]
    for row in 0..<batch.rowCount {
      let open = outputs.filter { !keepsExisting || batch[$0.field][row].isNull }
      guard !open.isEmpty else { continue }
      let keys = combinations(columns.map { $0[row].texts(in: context.arena) })
      guard !keys.isEmpty else { continue }
      let matches = keys.map { key in
        if let rows = known[key] { return rows }
        let rows = index.rows(matching: key, limit: table.definition.maximumMatches)
        known[key] = rows
        return rows
      }
      for output in open {
        let values = matches.flatMap { texts(output, of: $0) }
        guard !values.isEmpty else { continue }
        let cell = context.arena.cell(values.map { context.arena.store($0) })
        written.set(output.field, row: row, to: cell)
      }
    }
    return written.columns
  }

  /// Every choice of one value of each input; none when an input has no value.
  private func combinations(_ values: [[Bytes]]) -> [[Bytes]] {
    values.reduce([[]]) { keys, values in
      keys.flatMap { key in values.map { key + [$0] } }
    }
  }

  /// What matching rows say, filled up to the smallest number of matches with the default.
  private func texts(_ output: Output, of rows: [Int32]) -> [String] {
    var texts = rows.map { table.rows[Int($0)][output.column] }.filter { !$0.isEmpty }
    let missing = table.definition.minimumMatches - rows.count
    if missing > 0, let text = table.definition.defaultMatch {
      texts += Array(repeating: text, count: missing)
    }
    return texts
  }
}
