package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct HeadCommand: Command {
  package static let documentation = CommandDocumentation(
    "head", kind: .streaming,
    syntax: "head [<n> | limit=<n>] [(<condition>)] [null=<bool>] [keeplast=<bool>]",
    summary: "Keeps the first rows: a number of them (10), or those up to a condition's end.",
    examples: [
      "| makeresults count=20 | head 3",
      "| makeresults count=5 | eval n=1 | head (n>1) keeplast=true",
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var count: Int?
    var condition: Expression?
    var keepsLast = false
    var nullHolds = false
    while !scanner.isAtEnd {
      if scanner.peek() == UInt8(ascii: "(") {
        condition = try plan.binder.truth(try EvalParser.parse(&scanner))
      } else if let option = try scanner.option() {
        switch option.key {
        case "limit":
          try checkSingle(count, at: option.name.span)
          count = try option.integer()
        case "null": nullHolds = try option.boolean()
        case "keeplast": keepsLast = try option.boolean()
        default: throw call.unknownOption(option, among: ["limit", "null", "keeplast"])
        }
      } else if let number = scanner.peekWord(), let value = Int(number.text), value >= 0 {
        try checkSingle(count, at: number.span)
        _ = try scanner.word()
        count = value
      } else {
        // A condition may come without brackets: `head n>1`.
        condition = try plan.binder.truth(try EvalParser.parse(&scanner))
      }
    }
    let limit = count ?? (condition == nil ? 10 : .max)
    plan.append(
      .limit(
        RowLimit(
          count: limit, condition: condition, keepsLast: keepsLast, nullHolds: nullHolds)))
  }

  private static func checkSingle(_ count: Int?, at span: Span) throws(Diagnostic) {
    guard count == nil else {
      throw Diagnostic(
        .invalidArgument, "`head` takes one number of rows", at: span, label: "one too many")
    }
  }
}
