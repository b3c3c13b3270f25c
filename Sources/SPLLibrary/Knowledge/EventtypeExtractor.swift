import Diagnostics
import EventModel
import Execution
import QueryPlan

/// `typer` and `tags`: sets `eventtype` to the event types of an event, `tag` to their tags.
///
/// What the event has in these fields already stays, in front.
/// Source: Splunk Search Reference, `typer` and `tags`.
struct EventtypeExtractor: FieldExtractor {
  struct Label: Sendable {
    let name: String
    let tags: [String]
    let condition: Expression
  }

  let labels: [Label]
  let writesEventtype: Bool
  let writesTags: Bool

  var summary: String { writesTags ? "tags" : "typer" }

  var writes: [String]? {
    (writesEventtype ? ["eventtype"] : []) + (writesTags ? ["tag"] : [])
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    guard writes?.contains(where: { wanted.contains($0) }) == true else { return wanted }
    return labels.reduce(wanted) { $0.union($1.condition.needs) }
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    var eventtypes = [[String]](repeating: [], count: batch.rowCount)
    var tags = eventtypes
    let evaluator = ExpressionEvaluator(environment: context.environment)
    let rows = (0..<batch.rowCount).map { Int32($0) }
    for label in labels {
      for row in try evaluator.select(label.condition, batch, rows: rows, in: context.arena) {
        eventtypes[Int(row)].append(label.name)
        tags[Int(row)] += label.tags
      }
    }
    var written = WrittenColumns(batch, in: context)
    for row in 0..<batch.rowCount {
      if writesEventtype { add(eventtypes[row], to: "eventtype", row, &written, context) }
      if writesTags { add(tags[row], to: "tag", row, &written, context) }
    }
    return written.columns
  }

  private func add(
    _ texts: [String], to field: String, _ row: Int, _ written: inout WrittenColumns,
    _ context: EvaluationContext
  ) {
    var values = written.value(field, row: row).texts(in: context.arena)
    for text in texts where !values.contains(where: { $0.string == text }) {
      values.append(context.arena.store(text))
    }
    guard !texts.isEmpty else { return }
    written.set(field, row: row, to: context.arena.cell(values))
  }
}
