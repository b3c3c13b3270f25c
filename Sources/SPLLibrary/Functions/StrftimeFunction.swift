package import Diagnostics
package import EventModel
package import QueryPlan

package struct StrftimeFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "strftime", arguments: 2...2, syntax: "strftime(TIME, FORMAT)",
    summary: "A time as a text in a format such as `%Y-%m-%dT%H:%M:%S.%Q`.",
    examples: [
      .init(#"strftime(1521467703.049, "%s.%Q")"#, "1521467703.049"),
      .init(#"strftime(0, "100%%")"#, "100%"),
      .init(#"strftime(missing, "%Y")"#, nil),
    ])
  private let constant: StrftimeFormat?

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    try call.requireNumbers([0])
    constant = call.literalText(1).map { StrftimeFormat($0) }
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    var known: [Bytes: StrftimeFormat] = [:]
    var output: [UInt8] = []
    return try context.rows(of: arguments) { row in
      guard let time = arguments[0][row].number, time.isFinite else { return .null }
      let format: StrftimeFormat
      if let constant {
        format = constant
      } else {
        guard let text = arguments[1][row].singleText(in: context.arena) else { return .null }
        format = known[text] ?? StrftimeFormat(text.array)
        known[text] = format
      }
      output.removeAll(keepingCapacity: true)
      guard format.append(epoch: time, zone: context.environment.zone, to: &output)
      else { return .null }
      return context.text(output)
    }
  }
}
