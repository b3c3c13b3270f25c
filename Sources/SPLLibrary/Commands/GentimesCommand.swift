package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct GentimesCommand: Command {
  package static let documentation = CommandDocumentation(
    "gentimes", kind: .generating,
    syntax: "gentimes start=<date> [end=<date>] [increment=<n>(s|m|h|d)]",
    summary: """
      Makes a row for each span of time (a day) between two dates, which are `MM/DD/YYYY`, with \
      `:HH:MM:SS` behind it, or a number of days from today.
      """,
    examples: ["| gentimes start=4/4/21 end=4/7/21", "| gentimes start=-3 increment=12h"])

  private static let options = ["start", "end", "increment"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    let environment = plan.environment
    let today = BinSpan.day.floor(environment.now, zone: environment.zone)
    var start: Double?
    var end = today
    var step = BinSpan.day
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      guard let option = try scanner.option() else {
        throw scanner.unexpectedArgument("`start=`, `end=` or `increment=`")
      }
      switch option.key {
      case "start": start = try time(option, today, environment)
      case "end": end = try time(option, today, environment)
      case "increment": step = try increment(option)
      default: throw call.unknownOption(option, among: options)
      }
    }
    guard let start else { throw call.missing("`start=` and a date") }
    plan.start(from: .rows(GeneratedTimes(start: start, end: end, step: step)))
  }

  private static func time(
    _ option: CommandOption, _ today: Double, _ environment: SearchEnvironment
  ) throws(Diagnostic) -> Double {
    let text = option.value.text
    if let days = Int(text), abs(Double(days)) < 1_000_000 {
      return BinSpan.day.advance(today, by: days, zone: environment.zone)
    }
    // Four digits first: the shorter form would take the first two of them.
    for format in ["%m/%d/%Y:%H:%M:%S", "%m/%d/%y:%H:%M:%S", "%m/%d/%Y", "%m/%d/%y"] {
      let isLong = format.contains(":")
      let year = text.split(separator: ":").first?.split(separator: "/").last?.utf8.count
      guard isLong == text.contains(":"), (year == 4) == format.contains("%Y") else { continue }
      let parsed = Array(text.utf8).withUnsafeBufferPointer {
        StrptimeFormat(format).parse($0, now: environment.now, zone: environment.zone)
      }
      if let parsed { return parsed }
    }
    if let modifier = try? TimeModifier(text) {
      return modifier.resolve(now: environment.now, zone: environment.zone)
    }
    throw Diagnostic(
      .invalidTime, "`\(option.key)` is a date or a number of days", at: option.value.span,
      help: "write it as `10/1/2020`, `4/1/2021:12:34:56` or `-5`")
  }

  private static func increment(_ option: CommandOption) throws(Diagnostic) -> BinSpan {
    if let last = option.value.text.last, "smhd".contains(last),
      let span = try? BinSpan(option.value.text)
    {
      return span
    }
    throw Diagnostic(
      .invalidOptionValue, "`increment` is a number of seconds, minutes, hours or days",
      at: option.value.span, help: "write it as `30m` or `7d`")
  }
}

extension BinSpan {
  /// A day of the calendar.
  static let day = BinSpan(.days(1))
}

/// Adjacent spans of time; the last begins before the end.
///
/// Source: Splunk Search Reference, `gentimes`: a span ends a second before the next one begins.
struct GeneratedTimes: RowGenerator {
  let start: Double
  let end: Double
  let step: BinSpan

  private static let limit = 1_000_000

  var summary: String { "gentimes from \(NumberText.format(start)) to \(NumberText.format(end))" }

  func rows(
    wanted: FieldNeeds, in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var starts: [Double] = []
    var next = start
    while next < end {
      starts.append(next)
      guard starts.count <= Self.limit else {
        throw Diagnostic(
          .resultLimit, "`gentimes` would make more than \(Self.limit) rows", at: nil,
          help: "choose a larger `increment`")
      }
      next = step.advance(next, by: 1, zone: environment.zone)
    }
    guard !starts.isEmpty else { return [] }
    let ends = (starts.dropFirst() + [next]).map { $0 - 1 }
    let arena = Arena()
    func human(_ times: [Double]) -> Column {
      Column(times.map { .text(arena.store(Self.human($0, environment.zone))) }, arenas: [arena])
    }
    func numbers(_ times: [Double]) -> Column { Column(times.map { .number($0) }, arenas: []) }
    var batch = Batch(rowCount: starts.count)
    batch.set("endhuman", human(ends))
    batch.set("endtime", numbers(ends))
    batch.set("starthuman", human(starts))
    batch.set("starttime", numbers(starts))
    return [batch]
  }

  /// `Sun Apr 4 00:00:00 2021`: the day of the month without a zero before it.
  private static func human(_ time: Double, _ zone: TimeZoneRules) -> [UInt8] {
    func text(_ format: String) -> String {
      var output: [UInt8] = []
      _ = StrftimeFormat(format).append(epoch: time, zone: zone, to: &output)
      return String(decoding: output, as: UTF8.self)
    }
    let day = text("%d")
    let plain = day.hasPrefix("0") ? String(day.dropFirst()) : day
    return Array("\(text("%a %b")) \(plain) \(text("%H:%M:%S %Y"))".utf8)
  }
}
