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
    let columns = inputs.map { batch[$0] }
    let targets = outputs.map { batch[$0.field] }
    var written = WrittenColumns(batch, in: context)
    let slots = outputs.map { written.slot($0.field) }
    var answers = Answers(index: index.get(), table: table, outputs: outputs, context)
    for row in 0..<batch.rowCount {
      if keepsExisting, targets.allSatisfy({ !$0[row].isNull }) { continue }
      guard let cells = answers.cells(for: columns.map { $0[row] }) else { continue }
      for (place, cell) in cells.enumerated() where !cell.isNull {
        if keepsExisting, !targets[place][row].isNull { continue }
        written.set(slots[place], row: row, to: cell)
      }
    }
    return written.columns
  }
}

/// What a table says about the values of one batch; the same values are looked up once.
private struct Answers {
  private let index: LookupAnswers
  private let table: LookupTable
  private let outputs: [LookupExtractor.Output]
  private let arena: Arena
  private var known: [Bytes: [Cell]] = [:]

  init(
    index: LookupAnswers, table: LookupTable, outputs: [LookupExtractor.Output],
    _ context: EvaluationContext
  ) {
    self.index = index
    self.table = table
    self.outputs = outputs
    arena = context.arena
  }

  /// One cell for each output; nil when an input has no value.
  mutating func cells(for inputs: [Cell]) -> [Cell]? {
    var single: [Bytes] = []
    for input in inputs {
      switch input {
      case .null: return nil
      case .text(let text): single.append(text)
      case .number, .boolean, .multivalue: return looked(up: inputs.map { $0.texts(in: arena) })
      }
    }
    let key = single.count == 1 ? single[0] : Self.key(single, in: arena)
    if let cells = known[key] { return cells }
    let cells = looked(up: single.map { [$0] })
    known[key] = cells
    return cells
  }

  /// Each text behind its length, so that no two lists have one key.
  private static func key(_ texts: [Bytes], in arena: Arena) -> Bytes {
    arena.join(texts.flatMap { [arena.store("\($0.count):"), $0] })
  }

  private func looked(up values: [[Bytes]]) -> [Cell]? {
    let keys = combinations(values)
    guard !keys.isEmpty else { return nil }
    let matches = keys.map {
      index.answers(to: $0, limit: table.definition.maximumMatches)
    }
    return outputs.map { output in
      arena.cell(matches.flatMap { texts(output, of: $0) }.map { arena.store($0) })
    }
  }

  /// Every choice of one value of each input; none when an input has no value.
  private func combinations(_ values: [[Bytes]]) -> [[Bytes]] {
    values.reduce([[]]) { keys, values in
      keys.flatMap { key in values.map { key + [$0] } }
    }
  }

  /// What matching rows say, filled up to the smallest number of matches with the default.
  private func texts(_ output: LookupExtractor.Output, of rows: [[String]]) -> [String] {
    var texts = rows.map { $0[output.column] }.filter { !$0.isEmpty }
    let missing = table.definition.minimumMatches - rows.count
    if missing > 0, let text = table.definition.defaultMatch {
      texts += Array(repeating: text, count: missing)
    }
    return texts
  }
}
