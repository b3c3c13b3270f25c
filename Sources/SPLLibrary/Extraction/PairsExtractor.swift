import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// Sets fields whose names stand in a text: `fromjson`, `xmlkv`, `extract`.
struct PairsExtractor: FieldExtractor {
  /// Names and values of one text, in order.
  typealias Reader = @Sendable (Bytes) -> [(field: String, value: String)]

  let command: String
  let input: String
  /// Whether a row's own value of a field stays as it is.
  let keepsExisting: Bool
  /// Whether a name that comes again adds a value; otherwise the first one counts.
  let collectsValues: Bool
  let read: Reader

  var summary: String { "\(command) \(input)" }

  var writes: [String]? { nil }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted.union(FieldNeeds([input])) }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let column = batch[input]
    var written = WrittenColumns(batch, in: context)
    for row in 0..<batch.rowCount {
      var found: OrderedDictionary<String, [Bytes]> = [:]
      for text in column[row].texts(in: context.arena) {
        for (field, value) in read(text) where collectsValues || found[field] == nil {
          found[field, default: []].append(context.arena.store(value))
        }
      }
      for (field, values) in found where !keepsExisting || batch[field][row].isNull {
        written.set(field, row: row, to: context.arena.cell(values))
      }
    }
    return written.columns
  }
}
