package import Diagnostics
package import EventModel
package import QueryPlan

package struct RelativeTimeFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "relative_time", arguments: 2...2, syntax: "relative_time(TIME, MODIFIER)",
    summary: "A time moved and snapped by a time modifier such as `-1d@d`.",
    examples: [
      .init(#"relative_time(86400, "+1h")"#, "90000"),
      .init(#"relative_time(1665748740, "@h")"#, "1665745200"),
      .init(#"relative_time(missing, "@h")"#, nil),
    ])
  private let constant: TimeModifier?

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    try call.requireNumbers([0])
    guard let text = call.literalText(1) else {
      constant = nil
      return
    }
    do { constant = try TimeModifier(text) } catch {
      throw Diagnostic(
        .invalidTime, "`\(text)` is no time modifier", at: call.argumentSpans[1],
        label: error.message, help: error.help)
    }
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let zone = context.environment.zone
    return try context.rows(of: arguments) { row in
      let given = constant == nil ? arguments[1][row].string : nil
      guard let time = arguments[0][row].number, time.isFinite,
        let modifier = constant ?? given.flatMap({ try? TimeModifier($0) })
      else { return .null }
      return .number(modifier.resolve(now: time, zone: zone))
    }
  }
}
