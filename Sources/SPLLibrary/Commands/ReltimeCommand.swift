package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct ReltimeCommand: Command {
  package static let documentation = CommandDocumentation(
    "reltime", kind: .streaming,
    syntax: "reltime [timefield=<field>|\"<field>,…\"] [prefix=<text>]",
    summary: "Tells in words how long ago a time (`_time`) was, in the field `reltime`.",
    examples: [
      "| makeresults | eval _time=_time-7200 | reltime",
      #"| makeresults | eval first=now()-60, last=now()-1 | reltime timefield="first,last""#,
    ])

  private static let options = ["timefield", "prefix"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var fields = ["_time"]
    var prefix: String?
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      guard let option = try scanner.option() else {
        throw scanner.unexpectedArgument("`timefield=` or `prefix=`")
      }
      switch option.key {
      case "timefield":
        fields = option.value.text.split(separator: ",").map { LookupTable.trimmed(String($0)) }
        guard !fields.isEmpty else {
          throw Diagnostic(
            .invalidOptionValue, "`timefield` is one field or several", at: option.value.span)
        }
      case "prefix": prefix = option.value.text
      default: throw call.unknownOption(option, among: options)
      }
    }
    // Source: Splunk Search Reference, `reltime`, the table of names; its third example keeps the
    // field's name behind the prefix when there is one field only.
    let isSingle = fields.count == 1
    let assignments = fields.map { field in
      Assignment.mapping(
        field, to: isSingle && prefix == nil ? "reltime" : (prefix ?? "reltime_") + field,
        command: call.name, span: call.span
      ) { context in
        let now = context.environment.now
        return { cell in
          guard let time = cell.number, time.isFinite else { return .null }
          return context.text(Array(RelativeTimeText.text(of: now - time).utf8))
        }
      }
    }
    plan.append(.compute(assignments))
  }
}

/// A span of time in words, in the largest unit that it fills.
enum RelativeTimeText {
  /// Units: seconds; a month is 30 days and a year 365.
  private static let units: [(name: String, seconds: Double)] = [
    ("year", 365 * 86_400), ("month", 30 * 86_400), ("day", 86_400), ("hour", 3_600),
    ("minute", 60), ("second", 1),
  ]

  /// Units: seconds; negative for a time that is still to come.
  static func text(of seconds: Double) -> String {
    let size = abs(seconds).rounded(.down)
    guard let unit = units.first(where: { size >= $0.seconds }) else { return "now" }
    let count = (size / unit.seconds).rounded(.down)
    let words = "\(NumberText.format(count)) \(unit.name)\(count == 1 ? "" : "s")"
    return seconds < 0 ? "in \(words)" : "\(words) ago"
  }
}
