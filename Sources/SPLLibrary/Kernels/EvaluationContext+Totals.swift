import Diagnostics
import EventModel
import QueryPlan

extension EvaluationContext {
  /// A number from the sum and the count of each row's numbers; null where there are none.
  func totals(
    _ arguments: [Column], _ result: (Double, Int) -> Double
  ) throws(Diagnostic) -> Column {
    try rows(of: arguments) { row in
      var total = 0.0
      var count = 0
      func add(_ cell: Cell) {
        guard let number = cell.number else { return }
        total += number
        count += 1
      }
      for argument in arguments {
        switch argument[row] {
        case .multivalue(let values): for value in values { add(.text(value)) }
        case .null, .text, .number, .boolean: add(argument[row])
        }
      }
      return count == 0 ? .null : .number(result(total, count))
    }
  }
}

extension FunctionCall {
  /// Refuses literal texts, whatever they say.
  ///
  /// Source: Splunk Search Reference, `sum` and `avg`: a string literal is an error, a field that
  /// holds one is skipped.
  func requireNoLiteralTexts() throws(Diagnostic) {
    try requireValues()
    for index in arguments.indices where literalText(index) != nil {
      throw invalid(
        index, "`\(name)` takes numbers and fields, not literal texts",
        label: "a text", help: "write the number without quotes, or use `tonumber`")
    }
  }
}
