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

/// The fields `eventtype` and `tag` of events, for searches that name them.
///
/// Shape: not among all fields: only a name asks for them, since every event type must be tried.
/// Source: Splunk Knowledge Manager Manual, event types and tags: both are fields of events.
struct EventLabels: FieldExtractor {
  private static let fields = ["eventtype", "tag"]

  let prepared: PreparedKnowledge

  var summary: String { "event types and tags" }
  var writes: [String]? { Self.fields }

  /// Where labels stand that no step behind them names; nil without such.
  static func unasked(in steps: [PlanStep]) -> Int? {
    guard let place = steps.firstIndex(where: { $0.isLabels }) else { return nil }
    let needs = steps[(place + 1)...].reversed().reduce(FieldNeeds.everything) {
      $1.needs(for: $0)
    }
    return fields.contains { needs.names.contains($0) } ? nil : place
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    do {
      return try prepared.labels().needs(for: wanted)
    } catch {
      // It is told again, to the search, by the first event.
      return .everything
    }
  }

  func narrowed(to wanted: FieldNeeds) -> (any FieldExtractor)? {
    Self.fields.contains { wanted.contains($0) } ? self : nil
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    try prepared.labels().extract(from: batch, wanted: wanted, in: context)
  }
}

extension PlanStep {
  fileprivate var isLabels: Bool {
    guard case .extract(let extractor) = self else { return false }
    return extractor is EventLabels
  }
}
