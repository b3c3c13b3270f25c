import Diagnostics
import EventModel
import QueryPlan

extension EvaluationContext {
  /// Results row by row; worked out once when no input changes from row to row.
  ///
  /// Memory: results may share the texts of the inputs.
  func rows(
    of inputs: [Column], _ cell: (Int) throws(Diagnostic) -> Cell
  ) throws(Diagnostic) -> Column {
    let arenas = arenas(of: inputs)
    if inputs.allSatisfy({ $0.constant != nil }) {
      return Column(constant: try cell(0), count: rowCount, arenas: arenas)
    }
    var cells: [Cell] = []
    cells.reserveCapacity(rowCount)
    for row in 0..<rowCount { cells.append(try cell(row)) }
    return Column(cells, arenas: arenas)
  }

  /// The same cell for every row.
  func constant(_ cell: Cell) -> Column {
    Column(constant: cell, count: rowCount, arenas: [arena])
  }

  private func arenas(of inputs: [Column]) -> [Arena] {
    var arenas = [arena]
    for input in inputs {
      for other in input.arenas where !arenas.contains(where: { $0 === other }) {
        arenas.append(other)
      }
    }
    return arenas
  }
}
