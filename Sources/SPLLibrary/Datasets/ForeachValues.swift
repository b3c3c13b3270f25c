import Diagnostics
import EventModel
import Execution
import OrderedCollections
import QueryPlan

/// `foreach` over the values of a field: an `eval` that runs once a value, first to last.
///
/// Source: Splunk Search Reference, `foreach`, modes `multivalue`, `json_array` and
/// `auto_collections`: the field's name is taken as it is, wildcards and all; adding a number and
/// an item that is none is an error.
struct ForeachValues: FieldExtractor {
  enum Collections: String, Sendable {
    case values, jsonArray, either
  }

  /// Nil: every field of the row that holds several values.
  let field: String?
  let collections: Collections
  let assignments: [Assignment]
  let span: Span

  var summary: String { "foreach value of \(field ?? "every collection")" }

  var writes: [String]? {
    assignments.contains { $0.template != nil } ? nil : assignments.map { $0.target }
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    guard let field else { return .everything }
    var needs = wanted.union(FieldNeeds([field]))
    for assignment in assignments {
      needs.formUnion(assignment.expression.needs)
      // What was there before the first value is what the first value starts from.
      if assignment.template == nil { needs.insert(assignment.target) } else { return .everything }
    }
    return needs
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    var items: [[Cell]] = []
    for row in 0..<batch.rowCount { items.append(self.items(of: batch, row, context)) }
    let longest = items.reduce(0) { max($0, $1.count) }
    var result = batch
    for place in 0..<longest {
      let rows = items.indices.filter { items[$0].count > place }.map { Int32($0) }
      try run(rows, items.map { place < $0.count ? $0[place] : .null }, place, &result, context)
    }
    return result.columns.filter { isWritten($0.key) }.map { (field: $0.key, column: $0.value) }
  }

  private func isWritten(_ field: String) -> Bool {
    writes.map { $0.contains(field) } ?? !Batch.isHidden(field)
  }

  private func run(
    _ rows: [Int32], _ items: [Cell], _ place: Int, _ batch: inout Batch,
    _ context: EvaluationContext
  ) throws(Diagnostic) {
    var part = batch.gathered(rows)
    var arenas = [context.arena]
    for (name, column) in batch.columns where field == nil || field == name {
      for arena in column.arenas where !arenas.contains(where: { $0 === arena }) {
        arenas.append(arena)
      }
    }
    part.set(ForeachTemplate.item, Column(rows.map { items[Int($0)] }, arenas: arenas))
    part.set(
      ForeachTemplate.iteration,
      Column(constant: .number(Double(place)), count: rows.count, arenas: []))
    for assignment in assignments { try checkKinds(assignment.expression, part, context) }
    let runner = StepRunner(environment: context.environment)
    guard var done = try runner.run([.compute(assignments)], over: [part]).first else { return }
    done.remove(ForeachTemplate.item)
    done.remove(ForeachTemplate.iteration)
    for (name, column) in done.columns where isWritten(name) {
      let old = batch[name]
      var cells = (0..<batch.rowCount).map { old[$0] }
      for (index, row) in rows.enumerated() { cells[Int(row)] = column[index] }
      batch.set(name, Column(cells, arenas: old.arenas + column.arenas))
    }
  }

  private func items(of batch: Batch, _ row: Int, _ context: EvaluationContext) -> [Cell] {
    if let field { return items(of: batch[field][row], context, isNamed: true) }
    return batch.columns.flatMap { name, column -> [Cell] in
      guard !Batch.isHidden(name), !name.hasPrefix("_") else { return [] }
      return items(of: column[row], context, isNamed: false)
    }
  }

  private func items(of cell: Cell, _ context: EvaluationContext, isNamed: Bool) -> [Cell] {
    if case .multivalue(let values) = cell {
      return collections == .jsonArray ? [] : values.map { .text($0) }
    }
    if collections != .values, case .text(let text) = cell,
      text.buffer.first { $0 > 0x20 } == UInt8(ascii: "["),
      case .array(let elements)? = cell.parsedJSON(in: context.arena)
    {
      return elements.map { element in
        if case .number(_, let value) = element { return .number(value) }
        return element.cell(in: context.arena)
      }
    }
    guard isNamed, collections != .jsonArray, !cell.isNull else { return [] }
    return [cell]
  }

  /// An item that is no number cannot be added to a number.
  private func checkKinds(
    _ expression: Expression, _ part: Batch, _ context: EvaluationContext
  ) throws(Diagnostic) {
    if case .arithmetic(.add, let a, let b) = expression {
      for (item, other) in [(a, b), (b, a)] {
        guard case .field(ForeachTemplate.item) = item else { continue }
        let items = part[ForeachTemplate.item]
        let others = try ExpressionEvaluator(environment: context.environment)
          .evaluate(other, part, in: context.arena)
        for row in 0..<part.rowCount
        where items[row].number == nil && !items[row].isNull && others[row].number != nil {
          throw Diagnostic(
            .invalidValue, "`+` adds two numbers or joins two texts", at: span,
            label: "the item is `\(items[row].string ?? "")`, the other a number",
            help: "use `.` to join, or `tonumber` and `coalesce` to add")
        }
      }
    }
    for child in expression.children { try checkKinds(child, part, context) }
  }
}
