package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct BinCommand: Command {
  package static let documentation = CommandDocumentation(
    "bin", "bucket", kind: .streaming,
    syntax: "bin [span=<span>] [aligntime=<time>] <field> [AS <name>]",
    summary: "Puts times or numbers into buckets of equal size.",
    examples: [
      "| makeresults | bin _time span=1h",
      "| makeresults | eval n=17 | bin n span=10 AS decade",
    ])

  private static let options = ["span", "aligntime", "bins", "minspan", "start", "end"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var span: CommandOption?
    var align: CommandOption?
    var field: Word?
    var target: Word?
    while !scanner.isAtEnd {
      if let option = try scanner.option() {
        switch option.key {
        case "span": span = option
        case "aligntime": align = option
        case "bins", "minspan", "start", "end":
          throw Diagnostic(
            .unsupportedOption, "`\(option.key)` is not supported yet", at: option.name.span,
            help: "give the size of a bucket with `span`")
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
    guard let span else {
      throw Diagnostic(
        .unsupportedOption, "`bin` without `span` is not supported yet", at: call.nameSpan,
        help: "give the size of a bucket with `span`")
    }
    let function = try BucketFunction(
      field: field.text, span: span, align: align, environment: plan.environment)
    let expression = Expression.call(
      BoundCall(
        name: "bin", function: function, arguments: [.field(field.text)], kind: .value,
        span: call.span))
    plan.append(.compute([Assignment(target?.text ?? field.text, expression)]))
  }
}

/// The bucket that a value falls into: the start of it for times, `lo-hi` for numbers.
///
/// Source: Splunk Search Reference, `bin`.
struct BucketFunction: ScalarFunction {
  static let documentation = FunctionDocumentation(
    "bin", arguments: 1...1, syntax: "bin", summary: "The bucket of a value.", examples: [])

  private enum Size {
    case time(BinSpan, align: Double?)
    case number(Double)
    case logarithm(coefficient: Double, base: Double)
  }

  private let size: Size

  init(_ call: FunctionCall) throws(Diagnostic) {
    throw Diagnostic(.unknownFunction, "`bin` is a command, not a function", at: call.span)
  }

  init(
    field: String, span: CommandOption, align: CommandOption?, environment: SearchEnvironment
  ) throws(Diagnostic) {
    let text = span.value.text
    if field != "_time", let number = NumberText.parse(text) {
      guard number > 0 else {
        throw Diagnostic(
          .invalidOptionValue, "a bucket must be larger than 0", at: span.value.span)
      }
      size = .number(number)
    } else if field != "_time", let logarithm = Self.logarithm(text) {
      size = logarithm
    } else {
      do {
        let alignment = try align.map {
          try TimeModifier($0.value.text).resolve(now: environment.now, zone: environment.zone)
        }
        size = .time(try BinSpan(text), align: alignment)
      } catch let error as TimeSyntaxError {
        throw Diagnostic(
          .invalidOptionValue, error.message, at: span.value.span, help: error.help)
      } catch {
        throw Diagnostic(.invalidOptionValue, "`span` is a time or a number", at: span.value.span)
      }
    }
  }

  /// `log10`, `2log5`: buckets between powers.
  private static func logarithm(_ text: String) -> Size? {
    guard let mark = text.firstRange(of: "log") else { return nil }
    let coefficient = String(text[..<mark.lowerBound])
    let base = String(text[mark.upperBound...])
    guard let factor = coefficient.isEmpty ? 1 : NumberText.parse(coefficient), factor > 0,
      let power = base.isEmpty ? 10 : NumberText.parse(base), power > 1
    else { return nil }
    return .logarithm(coefficient: factor, base: power)
  }

  func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let values = arguments[0]
    return context.column(keeping: [values]) { row in
      guard let value = values[row].number else { return values[row] }
      switch size {
      case .time(let span, let align):
        return .number(span.floor(value, zone: context.environment.zone, align: align))
      case .number(let width):
        let start = (value / width).rounded(.down) * width
        return context.text(
          NumberText.format(start) + "-" + NumberText.format(start + width))
      case .logarithm(let coefficient, let base):
        return context.text(Self.bucket(value, coefficient, base))
      }
    }
  }

  private static func bucket(_ value: Double, _ coefficient: Double, _ base: Double) -> String {
    guard value > 0 else { return "0" }
    var low = coefficient
    while low > value { low /= base }
    while low * base <= value { low *= base }
    return NumberText.format(low) + "-" + NumberText.format(low * base)
  }
}
