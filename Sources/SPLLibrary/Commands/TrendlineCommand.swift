package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct TrendlineCommand: Command {
  package static let documentation = CommandDocumentation(
    "trendline", kind: .dataset,
    syntax: "trendline ((sma|ema|wma)<period>(<field>) [AS <name>])…",
    summary: """
      Writes moving averages of fields: simple, exponential, or weighted towards the last rows.
      """,
    examples: [#"| makeresults format=csv data="n\n1\n3" | trendline sma2(n) AS mean"#])

  private enum Kind: String {
    case sma, ema, wma
  }

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var isEmpty = true
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      guard let name = try scanner.word() else { throw scanner.unexpectedArgument("a trend") }
      let letters = name.lowercased.prefix { $0.isLetter }
      guard let kind = Kind(rawValue: String(letters)),
        let period = Int(name.text.dropFirst(letters.count))
      else {
        throw Diagnostic(
          .invalidArgument, "a trend is `sma`, `ema` or `wma`, its period and a field: `sma5(x)`",
          at: name.span)
      }
      // Source: Splunk Search Reference, `trendline`: the range of periods.
      guard (2...10_000).contains(period) else {
        throw Diagnostic(
          .invalidArgument, "the period of a trend lies between 2 and 10000", at: name.span)
      }
      guard scanner.skip("("), let field = try scanner.word(stops: Set("()\",|".utf8)),
        scanner.skip(")")
      else { throw scanner.unexpectedArgument("a field between brackets") }
      var target = "\(name.lowercased)(\(field.text))"
      if scanner.skipKeyword("as") {
        guard let word = try scanner.word() else { throw call.missing("a name behind `AS`") }
        target = word.text
      }
      isEmpty = false
      plan.append(
        .dataset(
          RunningColumns(
            "trendline \(name.lowercased)(\(field.text))", reads: [field.text], writes: [target],
            start: { next(kind, period) })))
    }
    if isEmpty { throw call.missing("a trend such as `sma5(x)`") }
  }

  private static func next(_ kind: Kind, _ period: Int) -> RunningColumns.Next {
    switch kind {
    case .ema: return exponential(period)
    case .sma: return windowed(period) { $0.reduce(0, +) / Double($0.count) }
    case .wma:
      return windowed(period) { numbers in
        let weighted = numbers.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
        return weighted / (Double(numbers.count) * Double(numbers.count + 1) / 2)
      }
    }
  }

  /// Nothing before the window is full; a row without a number passes by.
  private static func windowed(
    _ period: Int, _ average: @escaping ([Double]) -> Double
  ) -> RunningColumns.Next {
    var window: [Double] = []
    return { values in
      guard let number = values[0].number else { return [.null] }
      window.append(number)
      if window.count > period { window.removeFirst() }
      return [window.count == period ? .number(average(window)) : .null]
    }
  }

  /// Source: Splunk Search Reference, `trendline`: EMA(t) = α·EMA(t-1) + (1-α)·x(t) with
  /// α = 2/(period+1); the first number is the first average.
  private static func exponential(_ period: Int) -> RunningColumns.Next {
    let alpha = 2 / Double(period + 1)
    var average: Double?
    return { values in
      guard let number = values[0].number else { return [.null] }
      let next = average.map { alpha * $0 + (1 - alpha) * number } ?? number
      average = next
      return [.number(next)]
    }
  }
}
