package import Diagnostics
package import EventModel
package import QueryPlan

package struct StrptimeFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "strptime", arguments: 2...2, syntax: "strptime(X, FORMAT)",
    summary: "The seconds since 1970, with six decimals, of a time written in a format.",
    examples: [
      .init(#"strptime("1534143600", "%s")"#, "1534143600.000000"),
      .init(#"strptime("1970-01-02T00:00:00.5Z", "%Y-%m-%dT%H:%M:%S.%Q%Z")"#, "86400.500000"),
      .init(#"strptime(missing, "%Y")"#, nil),
    ])
  private let constant: StrptimeFormat?

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    constant = call.literalText(1).map { StrptimeFormat($0) }
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let environment = context.environment
    var known: [Bytes: StrptimeFormat] = [:]
    return try context.rows(of: arguments) { row in
      guard let text = arguments[0][row].singleText(in: context.arena) else { return .null }
      let format: StrptimeFormat
      if let constant {
        format = constant
      } else {
        guard let pattern = arguments[1][row].singleText(in: context.arena)
        else { return .null }
        format = known[pattern] ?? StrptimeFormat(pattern.array)
        known[pattern] = format
      }
      guard
        let time = format.parse(text.buffer, now: environment.now, zone: environment.zone)
      else { return .null }
      return context.text(DecimalRounding.text(time, places: 6))
    }
  }
}
