package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct TimewrapCommand: Command {
  package static let documentation = CommandDocumentation(
    "timewrap", kind: .transforming,
    syntax:
      "timewrap [<n>]<unit> [align=end|now] [series=relative|exact|short] [time_format=<format>]",
    summary: "Puts the periods of a `timechart` side by side, each as a column of its own.",
    examples: [
      "| makeresults count=3 | streamstats count AS n | eval _time=_time-n*86400 "
        + "| timechart span=1d count | timewrap 1d"
    ])

  private static let options = ["align", "series", "time_format"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var wrap: TimeWrapping?
    var names = TimeWrapping.Names.relative
    var format: CommandOption?
    var end = plan.environment.latest
    if case .events(let scan)? = plan.source { end = scan.latest ?? end }
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "align":
          switch option.value.lowercased {
          case "end": break
          case "now": end = plan.environment.now
          default: throw Self.choice(option, "`end` or `now`")
          }
        case "series":
          guard let chosen = TimeWrapping.Names(rawValue: option.value.lowercased) else {
            throw Self.choice(option, "`relative`, `exact` or `short`")
          }
          names = chosen
        case "time_format": format = option
        default: throw call.unknownOption(option, among: options)
        }
      } else if wrap == nil, let word = try scanner.word() {
        wrap = try TimeWrapping(word)
      } else {
        throw scanner.unexpectedArgument("an option")
      }
    }
    guard var wrap else { throw call.missing("a span such as `1week`") }
    guard names != .exact || format != nil else {
      throw call.missing("`time_format` for `series=exact`")
    }
    wrap.names = names
    wrap.format = format?.value.text ?? ""
    wrap.end = end
    plan.append(.dataset(wrap))
  }

  private static func choice(_ option: CommandOption, _ values: String) -> Diagnostic {
    Diagnostic(
      .invalidOptionValue, "`\(option.key)` is \(values)", at: option.value.span)
  }
}

extension TimeWrapping {
  /// `week`, `2w`.
  fileprivate init(_ word: Word) throws(Diagnostic) {
    let digits = word.text.prefix { $0.isASCII && $0.isNumber }
    guard let unit = TimeUnit(name: word.text.dropFirst(digits.count).lowercased()),
      let count = digits.isEmpty ? 1 : Int(digits), count > 0, count < 100_000
    else {
      throw Diagnostic(
        .invalidArgument, "`timewrap` takes a number of seconds, days, weeks or the like",
        at: word.span, help: "write it as `1week` or `2d`")
    }
    self.init(count: count, unit: unit)
  }
}
