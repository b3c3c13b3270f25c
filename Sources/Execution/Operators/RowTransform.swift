import Diagnostics
import EventModel
package import OrderedCollections
package import QueryPlan

/// The steps that look at one row at a time, so that they run wherever the rows are.
struct RowTransform {
  let evaluator: ExpressionEvaluator

  /// The batch after a step; nil when the step is none of these.
  func apply(_ step: PlanStep, to batch: Batch) throws(Diagnostic) -> Batch? {
    switch step {
    case .filter(let expression): try filtered(batch, expression)
    case .compute(let assignments): try computed(batch, assignments)
    case .extract(let extractor): try extracted(batch, extractor)
    case .project(let projection): projected(batch, projection)
    case .rename(let rules): renamed(batch, rules)
    case .fill(let fill): fill.fields.map { filled(batch, fields: $0, value: fill.value) }
    case .expand(let field, let limit): expanded(batch, field: field, limit: limit)
    case .aggregate, .window, .sort, .limit, .deduplicate, .dataset, .combine: nil
    }
  }

  /// The batch after several steps, of which those of other kinds do nothing.
  func apply(_ steps: [PlanStep], to batch: Batch) throws(Diagnostic) -> Batch {
    var batch = batch
    for step in steps where batch.rowCount > 0 { batch = try apply(step, to: batch) ?? batch }
    return batch
  }

  /// The rows, of all or of some, that satisfy a condition.
  func rows(
    _ some: [Int32]? = nil, of batch: Batch, where condition: Expression
  ) throws(Diagnostic) -> [Int32] {
    let rows = some ?? (0..<batch.rowCount).map { Int32($0) }
    return try evaluator.select(condition, batch, rows: rows, in: Arena())
  }

  private func context(_ batch: Batch) -> EvaluationContext {
    EvaluationContext(
      rowCount: batch.rowCount, arena: Arena(), environment: evaluator.environment)
  }

  private func filtered(_ batch: Batch, _ expression: Expression) throws(Diagnostic) -> Batch {
    let rows = try rows(of: batch, where: expression)
    return rows.count == batch.rowCount ? batch : batch.gathered(rows)
  }

  private func computed(_ batch: Batch, _ assignments: [Assignment]) throws(Diagnostic) -> Batch {
    var batch = batch
    let context = context(batch)
    for assignment in assignments {
      let column = fieldValues(
        try evaluator.evaluate(assignment.expression, batch, in: context.arena), context)
      if let template = assignment.template {
        try assign(column, template, to: &batch, context)
      } else {
        batch.set(assignment.target, column)
      }
    }
    return batch
  }

  /// A boolean never gets into a field: its text does.
  private func fieldValues(_ column: Column, _ context: EvaluationContext) -> Column {
    if case .constant(.boolean, let count) = column.storage {
      let text = column[0].text(in: context.arena).map { Cell.text($0) } ?? .null
      return Column(constant: text, count: count, arenas: [context.arena])
    }
    // A dictionary comes from a source, whose fields have no booleans.
    guard case .cells(let cells) = column.storage,
      cells.contains(where: { if case .boolean = $0 { true } else { false } })
    else { return column }
    return context.column(keeping: [column]) { row in
      guard case .boolean = cells[row] else { return cells[row] }
      return cells[row].text(in: context.arena).map { .text($0) } ?? .null
    }
  }

  /// `{a}_x = value`: the field's name is different in every row.
  private func assign(
    _ column: Column, _ template: [Assignment.TemplatePart], to batch: inout Batch,
    _ context: EvaluationContext
  ) throws(Diagnostic) {
    var rowsByName: OrderedDictionary<String, [Int]> = [:]
    for row in 0..<batch.rowCount {
      var name = ""
      for part in template {
        switch part {
        case .literal(let text): name += text
        case .field(let field):
          let value = batch[field][row].string ?? ""
          // Source: Splunk Search Reference, `eval`, dynamic field names: an error.
          guard !value.contains("{\(field)}") else {
            throw Diagnostic(
              .invalidValue, "the value of `\(field)` makes a name that leads to itself", at: nil,
              help: "take the braces out of the value")
          }
          name += value
        }
      }
      if !name.isEmpty { rowsByName[name, default: []].append(row) }
    }
    for (name, rows) in rowsByName {
      let old = batch[name]
      let written = Set(rows)
      batch.set(
        name,
        context.column(keeping: [column, old]) { row in
          written.contains(row) ? column[row] : old[row]
        })
    }
  }

  private func extracted(
    _ batch: Batch, _ extractor: any FieldExtractor
  ) throws(Diagnostic) -> Batch {
    var batch = batch
    let written = try extractor.extract(from: batch, wanted: .everything, in: context(batch))
    for (field, column) in written { batch.set(field, column) }
    return batch
  }

  private func projected(_ batch: Batch, _ projection: Projection) -> Batch {
    var columns: OrderedDictionary<String, Column> = [:]
    switch projection.mode {
    case .drop:
      columns = batch.columns.filter { name, _ in
        Batch.isHidden(name) || !projection.patterns.contains { $0.matches(name) }
      }
    case .keep, .table:
      let isTable: Bool
      if case .table = projection.mode { isTable = true } else { isTable = false }
      for pattern in projection.patterns {
        if pattern.hasWildcard {
          for (name, column) in batch.columns
          where !Batch.isHidden(name) && pattern.matches(name)
            && (pattern.text.hasPrefix("_") || !name.hasPrefix("_"))
          {
            columns[name] = column
          }
        } else if isTable || batch.has(pattern.text) {
          columns[pattern.text] = batch[pattern.text]
        }
      }
      for (name, column) in batch.columns where columns[name] == nil {
        let isKept = Batch.isHidden(name) || (!isTable && name.hasPrefix("_"))
        if isKept { columns[name] = column }
      }
    }
    return batch.with(columns: columns)
  }

  private func renamed(_ batch: Batch, _ rules: [RenameRule]) -> Batch {
    var batch = batch
    for rule in rules {
      for (from, to) in rule.pairs(in: batch.fields) { batch = Self.renamed(batch, from, to) }
    }
    return batch
  }

  private static func renamed(_ batch: Batch, _ from: String, _ to: String) -> Batch {
    guard from != to else { return batch }
    var batch = batch
    guard batch.has(from) else {
      // A missing source clears an existing target.
      batch.remove(to)
      return batch
    }
    var columns: OrderedDictionary<String, Column> = [:]
    for (name, column) in batch.columns where name != to {
      columns[name == from ? to : name] = column
    }
    return batch.with(columns: columns)
  }

  private func filled(_ batch: Batch, fields: [String], value: String) -> Batch {
    var batch = batch
    let context = context(batch)
    let text = context.text(value)
    for field in fields {
      let column = batch[field]
      batch.set(
        field, context.column(keeping: [column]) { column[$0].isNull ? text : column[$0] })
    }
    return batch
  }

  private func expanded(_ batch: Batch, field: String, limit: Int) -> Batch {
    let column = batch[field]
    let arena = Arena()
    var rows: [Int32] = []
    var cells: [Cell] = []
    for row in 0..<batch.rowCount {
      let values = column[row].texts(in: arena)
      for value in limit > 0 ? values.prefix(limit) : values[...] {
        rows.append(Int32(row))
        cells.append(.text(value))
      }
    }
    var result = batch.gathered(rows)
    result.set(field, Column(cells, arenas: column.arenas + [arena]))
    return result
  }
}

extension RenameRule {
  /// What the rule renames among the given fields.
  package func pairs(in fields: OrderedSet<String>) -> [(from: String, to: String)] {
    guard from.hasWildcard else { return [(from.text, to.text)] }
    return fields.compactMap { field in
      guard !Batch.isHidden(field), let captures = from.captures(field) else { return nil }
      var rest = captures[...]
      let target = to.text.map { character -> String in
        character == "*" ? (rest.popFirst() ?? "") : String(character)
      }.joined()
      return (field, target)
    }
  }
}
