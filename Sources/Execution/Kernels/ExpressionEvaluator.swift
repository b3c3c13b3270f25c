package import Diagnostics
package import EventModel
import OrderedCollections
package import QueryPlan

/// Computes expressions over batches, a column at a time.
package struct ExpressionEvaluator: Sendable {
  package let environment: SearchEnvironment

  package init(environment: SearchEnvironment) { self.environment = environment }

  /// The value for every row of the batch.
  package func evaluate(
    _ expression: Expression, _ batch: Batch, in arena: Arena
  ) throws(Diagnostic) -> Column {
    let context = EvaluationContext(
      rowCount: batch.rowCount, arena: arena, environment: environment, ordinal: batch.ordinal)
    switch expression {
    case .literal(let literal): return column(literal, context)
    case .field(let name): return batch[name]
    case .negate(let operand):
      let values = try evaluate(operand, batch, in: arena)
      return context.column { row in values[row].number.map { .number(-$0) } ?? .null }
    case .not(let operand):
      let values = try evaluate(operand, batch, in: arena)
      return context.column { row in Truth(values[row]).negated.cell }
    case .arithmetic(let operation, let a, let b):
      let (left, right) = (
        try evaluate(a, batch, in: arena), try evaluate(b, batch, in: arena)
      )
      return context.column(keeping: [left, right]) { row in
        Arithmetic.apply(operation, left[row], right[row], in: arena)
      }
    case .concatenate(let parts):
      var columns: [Column] = []
      for part in parts { columns.append(try evaluate(part, batch, in: arena)) }
      return context.column { row in concatenated(columns, row, arena) }
    case .compare(let comparison, let a, let b):
      let (left, right) = (
        try evaluate(a, batch, in: arena), try evaluate(b, batch, in: arena)
      )
      return context.column { row in
        Comparison.truth(comparison, left[row], right[row], in: arena).cell
      }
    case .and(let terms): return try fold(terms, batch, context, .isTrue) { $0.and($1) }
    case .or(let terms): return try fold(terms, batch, context, .isFalse) { $0.or($1) }
    case .xor(let a, let b):
      return try fold([b], batch, context, start: a) { $0.xor($1) }
    case .call(let call): return try evaluate(call, batch, context)
    case .fieldMatch(let match):
      let values = batch[match.field]
      if let constant = values.constant {
        let holds = match.matches(constant, in: arena)
        return Column(constant: .boolean(holds), count: batch.rowCount, arenas: [])
      }
      return context.column { row in .boolean(match.matches(values[row], in: arena)) }
    case .textMatch(let match):
      let values = batch["_raw"]
      return context.column { row in .boolean(holds(match, values[row], arena)) }
    }
  }

  /// The rows, of those given, for which the expression is true.
  package func select(
    _ expression: Expression, _ batch: Batch, rows: [Int32], in arena: Arena
  ) throws(Diagnostic) -> [Int32] {
    guard !rows.isEmpty else { return [] }
    switch expression {
    case .and(let terms):
      var rest = rows
      for term in terms { rest = try select(term, batch, rows: rest, in: arena) }
      return rest
    case .literal(.boolean(let value)): return value ? rows : []
    case .fieldMatch(let match):
      let values = batch[match.field]
      if let constant = values.constant {
        return match.matches(constant, in: arena) ? rows : []
      }
      if case .coded(let cells, let codes) = values.storage, cells.count < rows.count {
        let holds = cells.map { match.matches($0, in: arena) }
        return rows.filter { holds[Int(codes[Int($0)])] }
      }
      return rows.filter { match.matches(values[Int($0)], in: arena) }
    case .textMatch(let match):
      let values = batch["_raw"]
      return rows.filter { holds(match, values[Int($0)], arena) }
    case .literal, .field, .negate, .not, .arithmetic, .concatenate, .compare, .or, .xor, .call:
      let isWhole = rows.count == batch.rowCount
      let part = isWhole ? batch : narrowed(batch, to: expression).gathered(rows)
      let truths = try evaluate(expression, part, in: arena)
      return rows.indices.filter { Truth(truths[$0]) == .isTrue }.map { rows[$0] }
    }
  }

  /// Only the columns that an expression reads.
  private func narrowed(_ batch: Batch, to expression: Expression) -> Batch {
    let needs = expression.needs
    return needs.all ? batch : batch.with(columns: batch.columns.filter { needs.contains($0.key) })
  }

  private func column(_ literal: Literal, _ context: EvaluationContext) -> Column {
    let cell: Cell =
      switch literal {
      case .null: .null
      case .text(let text): context.text(text)
      case .number(let number): .number(number)
      case .boolean(let value): .boolean(value)
      }
    return Column(constant: cell, count: context.rowCount, arenas: [context.arena])
  }

  private func holds(_ match: TextMatch, _ raw: Cell, _ arena: Arena) -> Bool {
    if match.matchesEverything { return true }
    return raw.text(in: arena).map { match.matches($0) } ?? false
  }

  private func concatenated(_ columns: [Column], _ row: Int, _ arena: Arena) -> Cell {
    var parts: [Bytes] = []
    for column in columns {
      guard let text = column[row].text(in: arena) else { return .null }
      parts.append(text)
    }
    return .text(arena.join(parts))
  }

  private func fold(
    _ terms: [Expression], _ batch: Batch, _ context: EvaluationContext, _ start: Truth,
    _ combine: (Truth, Truth) -> Truth
  ) throws(Diagnostic) -> Column {
    var truths = [Truth](repeating: start, count: context.rowCount)
    for term in terms {
      let values = try evaluate(term, batch, in: context.arena)
      for row in truths.indices { truths[row] = combine(truths[row], Truth(values[row])) }
    }
    return Column(truths.map { $0.cell }, arenas: [])
  }

  private func fold(
    _ terms: [Expression], _ batch: Batch, _ context: EvaluationContext, start: Expression,
    _ combine: (Truth, Truth) -> Truth
  ) throws(Diagnostic) -> Column {
    let first = try evaluate(start, batch, in: context.arena)
    var truths = (0..<context.rowCount).map { Truth(first[$0]) }
    for term in terms {
      let values = try evaluate(term, batch, in: context.arena)
      for row in truths.indices { truths[row] = combine(truths[row], Truth(values[row])) }
    }
    return Column(truths.map { $0.cell }, arenas: [])
  }

  private func evaluate(
    _ call: BoundCall, _ batch: Batch, _ context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    if let function = call.function as? any PerValueFunction {
      return try evaluate(function, call.arguments, batch, context)
    }
    var arguments: [Column] = []
    for argument in call.arguments {
      arguments.append(try evaluate(argument, batch, in: context.arena))
    }
    return try call.function.evaluate(arguments, in: context)
  }

  /// Runs the repeated argument over a batch with one row a value.
  private func evaluate(
    _ function: any PerValueFunction, _ arguments: [Expression], _ batch: Batch,
    _ context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    var walked = batch[function.field]
    if let place = function.valuesArgument {
      walked = try evaluate(arguments[place], batch, in: context.arena)
    }
    let expansion = ValueExpansion(walked)
    let repeated = arguments[function.repeatedArgument]
    var rows = narrowed(batch, to: repeated).gathered(expansion.rows)
    rows.set(function.field, expansion.values)
    let results = try evaluate(repeated, rows, in: context.arena)
    return try function.combine(expansion, results: results, in: context)
  }
}
