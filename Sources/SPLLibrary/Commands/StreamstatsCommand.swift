package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct StreamstatsCommand: Command {
  package static let documentation = CommandDocumentation(
    "streamstats", kind: .dataset,
    syntax: """
      streamstats [current=<bool>] [window=<n>] [time_window=<span>] [global=<bool>] \
      [allnum=<bool>] [reset_on_change=<bool>] [reset_before="("<condition>")"] \
      [reset_after="("<condition>")"] <aggregate>[(<field>)] [AS <name>]… [BY <field>…]
      """,
    summary: """
      Adds to each row the aggregates over the rows up to it: all of them, or a window of the last.
      """,
    examples: [
      "| makeresults count=3 | streamstats count",
      #"| makeresults format=csv data="n\n1\n2\n3" | streamstats window=2 sum(n) AS s"#,
      #"""
      | makeresults count=4 | streamstats count AS n | eval day=if(n=3, "yes", "no") \#
      | streamstats count reset_before="("day="yes"")"
      """#,
    ])

  private static let options = [
    "current", "window", "time_window", "global", "allnum", "reset_on_change", "reset_before",
    "reset_after",
  ]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var stream = StreamAggregation()
    var isAllNumeric = false
    var measures: [Measure] = []
    let parser = MeasureParser(binder: plan.binder, call: call)
    // Options may stand before, between and behind aggregates and the BY clause.
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if scanner.peekOption() != nil {
        try read(&scanner, &stream, &isAllNumeric, call, plan.binder)
      } else if let word = scanner.peekWord(), !word.isQuoted, word.lowercased == "by" {
        stream.groups += try parser.groups(&scanner)
      } else {
        measures.append(try parser.measure(&scanner))
      }
    }
    guard !measures.isEmpty else { throw call.missing("an aggregate such as `count`") }
    stream.measures = isAllNumeric ? measures.map { $0.overNumbersOnly } : measures
    plan.append(.dataset(stream))
  }

  private static func read(
    _ scanner: inout Scanner, _ stream: inout StreamAggregation, _ isAllNumeric: inout Bool,
    _ call: CommandCall, _ binder: ExpressionBinder
  ) throws(Diagnostic) {
    if let name = scanner.peekOption(), name.lowercased.hasPrefix("reset_"),
      name.lowercased != "reset_on_change"
    {
      let condition = try Self.condition(&scanner, binder)
      switch name.lowercased {
      case "reset_before": stream.resetBefore = condition
      case "reset_after": stream.resetAfter = condition
      default: throw call.unknownOption(CommandOption(name: name, value: name), among: options)
      }
      return
    }
    guard let option = try scanner.option() else { return }
    switch option.key {
    case "current": stream.includesCurrent = try option.boolean()
    case "window":
      let window = try option.integer()
      // Source: limits.conf, `[streamstats]`: the largest window.
      guard window <= 10_000 else {
        throw Diagnostic(
          .invalidOptionValue, "`window` is at most 10000 rows", at: option.value.span)
      }
      stream.window = window
    case "time_window": stream.seconds = try option.seconds()
    case "global": stream.isGlobal = try option.boolean()
    case "allnum": isAllNumeric = try option.boolean()
    case "reset_on_change": stream.resetsOnChange = try option.boolean()
    default: throw call.unknownOption(option, among: options)
    }
  }

  /// `reset_after="("x="y"")"`: quotes around the brackets that stand around the condition; also
  /// `"x=1"` and `(x=1)`.
  private static func condition(
    _ scanner: inout Scanner, _ binder: ExpressionBinder
  ) throws(Diagnostic) -> Expression {
    _ = try scanner.word()
    _ = scanner.skip("=")
    if scanner.skip("\"(\"") {
      if let condition = try escaped(&scanner, binder) { return condition }
      let condition = try binder.truth(try EvalParser.parse(&scanner))
      guard scanner.skip("\")\"") else {
        throw scanner.unexpectedArgument("the closing bracket between quotes, `\")\"`,")
      }
      return condition
    }
    scanner.skipSpace()
    guard scanner.peek() == UInt8(ascii: "\"") else {
      return try binder.truth(try EvalParser.parse(&scanner))
    }
    let text = try scanner.quoted(UInt8(ascii: "\""))
    return try condition(text.text, at: text.span, binder)
  }

  /// The condition up to `")"` whose own quotes are escaped; nil when none is.
  private static func escaped(
    _ scanner: inout Scanner, _ binder: ExpressionBinder
  ) throws(Diagnostic) -> Expression? {
    var ahead = scanner
    let start = ahead.position
    while let byte = ahead.peek() {
      var closing = ahead
      if closing.skip("\")\"") { break }
      ahead.advance(byte == UInt8(ascii: "\\") ? 2 : 1)
    }
    let span = ahead.span(from: start)
    guard span.text.contains("\\\""), ahead.skip("\")\"") else { return nil }
    scanner = ahead
    return try condition(span.text.replacing("\\\"", with: "\""), at: span, binder)
  }

  private static func condition(
    _ text: String, at span: Span, _ binder: ExpressionBinder
  ) throws(Diagnostic) -> Expression {
    let source = SourceText(
      name: span.source.name, bytes: Array(text.utf8),
      pieces: [.init(range: 0..<text.utf8.count, origin: span, isVerbatim: false)])
    return try binder.truth(try EvalParser.parse(whole: Scanner(source.wholeSpan)))
  }
}

extension CommandOption {
  /// A span of time such as `5m`, or a number of seconds.
  func seconds() throws(Diagnostic) -> Double {
    do {
      switch try BinSpan(value.text).width {
      case .microseconds(let count): return Double(count) / 1_000_000
      case .days(let count): return Double(count) * 86_400
      case .weeks(let count, _): return Double(count) * 7 * 86_400
      // Source: Splunk Search Reference, `timechart`: a month stands for 30 days where no calendar
      // does.
      case .months(let count): return Double(count) * 30 * 86_400
      }
    } catch {
      throw Diagnostic(
        .invalidTime, "option `\(name.text)` is a span of time such as `5m`", at: value.span)
    }
  }
}
