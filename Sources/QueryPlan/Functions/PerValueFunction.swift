package import Diagnostics
package import EventModel

/// A function that looks at an argument once for each value of a field: `mvfilter`, `mvmap`.
///
/// The evaluator does not call `evaluate`. It walks the values instead:
/// 1. the values are `arguments[valuesArgument]` over the batch, or the column `field` when
///    `valuesArgument` is nil;
/// 2. `ValueExpansion(values)` has one entry for each value;
/// 3. a batch of `expansion.rows` is gathered from the fields that `arguments[repeatedArgument]`
///    needs, and its column `field` is replaced by `expansion.values`;
/// 4. `arguments[repeatedArgument]` is evaluated over that batch, in a context of the same arena;
/// 5. `combine` makes one cell a row of the results.
package protocol PerValueFunction: ScalarFunction {
  /// The field that stands for a single value while the repeated argument is evaluated.
  var field: String { get }
  /// The place of the argument that is evaluated once a value.
  var repeatedArgument: Int { get }
  /// The place of the argument whose values are walked; nil when those are the field's.
  var valuesArgument: Int? { get }
  /// The result for each row.
  ///
  /// Shape: `results` has one cell for each entry of the expansion.
  func combine(
    _ expansion: ValueExpansion, results: Column, in context: EvaluationContext
  ) throws(Diagnostic) -> Column
}

extension PerValueFunction {
  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    preconditionFailure("`\(Self.documentation.names[0])` is evaluated value by value")
  }
}

/// A column with each value of each row in an entry of its own.
package struct ValueExpansion: Sendable {
  /// The row that each entry came from, ascending; a null has no entry.
  package let rows: [Int32]
  /// One single value for each entry.
  package let values: Column
  /// The entries of each row.
  package let ranges: [Range<Int>]

  package init(_ column: Column) {
    var rows: [Int32] = []
    var cells: [Cell] = []
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(column.count)
    for row in 0..<column.count {
      let start = cells.count
      switch column[row] {
      case .null: break
      case .text, .number, .boolean: cells.append(column[row])
      case .multivalue(let values): for value in values { cells.append(.text(value)) }
      }
      for _ in start..<cells.count { rows.append(Int32(row)) }
      ranges.append(start..<cells.count)
    }
    self.rows = rows
    self.ranges = ranges
    values = Column(cells, arenas: column.arenas)
  }
}
