package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct BinCommand: Command {
  package static let documentation = CommandDocumentation(
    "bin", "bucket", kind: .streaming,
    syntax: """
      bin [span=<span> | bins=<n>] [minspan=<span>] [aligntime=<time>] [start=<n>] [end=<n>] \
      <field> [AS <name>]
      """,
    summary: """
      Puts times or numbers into buckets of equal size: the given one, or the smallest round one \
      that makes no more than a number of buckets (100).
      """,
    examples: [
      "| makeresults | bin _time span=1h",
      "| makeresults | eval n=17 | bin n span=10 AS decade",
      "| makeresults count=5 | bin _time bins=10",
    ])

  private static let options = ["span", "aligntime", "bins", "minspan", "start", "end"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var span: CommandOption?
    var align: CommandOption?
    var range = BucketRange()
    var field: Word?
    var target: Word?
    while !scanner.isAtEnd {
      if let option = try scanner.option() {
        switch option.key {
        case "span": span = option
        case "aligntime": align = option
        case "bins", "minspan", "start", "end": try range.read(option)
        default: throw call.unknownOption(option, among: options)
        }
      } else if scanner.skipKeyword("as") {
        target = try scanner.word()
      } else if let word = try scanner.word() {
        field = word
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    guard let field else { throw call.missing("a field") }
    let name = target?.text ?? field.text
    guard let span else {
      let start = field.text == "_time" ? try BucketSize.time(align?.value, plan.environment) : nil
      plan.append(
        .dataset(
          AutomaticBins(field: field.text, target: name, range: range, align: start)))
      return
    }
    let size = try BucketSize(
      field: field.text, span: span.value, align: align?.value, environment: plan.environment)
    let expression = Expression.call(
      BoundCall(
        name: "bin", function: BucketFunction(size: size), arguments: [.field(field.text)],
        kind: .value, span: call.span))
    plan.append(.compute([Assignment(name, expression)]))
  }
}

/// The bucket of each value; what is no number stays as it is.
struct BucketFunction: ScalarFunction {
  static let documentation = FunctionDocumentation(
    "bin", arguments: 1...1, syntax: "bin", summary: "The bucket of a value.", examples: [])

  private let size: BucketSize

  init(size: BucketSize) { self.size = size }

  init(_ call: FunctionCall) throws(Diagnostic) {
    throw Diagnostic(.unknownFunction, "`bin` is a command, not a function", at: call.span)
  }

  func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let values = arguments[0]
    let zone = context.environment.zone
    return context.column(keeping: [values]) { row in
      guard let value = values[row].number else { return values[row] }
      return size.label(start: size.start(of: value, zone: zone), in: context.arena)
    }
  }
}
