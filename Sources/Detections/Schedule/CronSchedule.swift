package import EventModel

/// When a search runs, as a line of five cron fields says it: minute, hour, day, month, weekday.
///
/// Where day of month and day of week are both given, a day that meets either will do; a field that
/// begins with a star counts as not given. A wall clock time that the clocks leap over runs at the
/// leap, once. Of a time that the clocks show twice, a line without a star in minute and hour runs
/// the first one only, so that a daily search stays daily; all others run both, so that no elapsed
/// hour is left out.
/// Source: crontab(5) of Vixie cron; `cron_schedule` of savedsearches.conf.
package struct CronSchedule: Sendable, Equatable {
  /// As it was written.
  package let text: String
  private let days: CronField
  private let months: CronField
  private let weekdays: CronField
  /// Ascending minutes after midnight.
  private let minutesOfDay: [Int]
  private let repeatsWithTheClock: Bool

  private static let macros = [
    "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
  ]

  /// Errors: which field is wrong and what it takes; a line that names no day of any year.
  package init(_ text: String) throws(CronError) {
    self.text = text
    let trimmed = text.trimmingSpace.lowercased()
    if trimmed.hasPrefix("@"), Self.macros[trimmed] == nil {
      let names = Self.macros.keys.sorted().joined(separator: ", ")
      throw CronError("unknown schedule `\(text)`; write five fields or one of \(names)")
    }
    let line = Self.macros[trimmed] ?? trimmed
    let fields = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
    guard fields.count == 5 else {
      throw CronError(
        "`\(text)` has \(fields.count) fields; a schedule has five: minute, hour, day of month, "
          + "month, day of week")
    }
    let minutes = try CronField(fields[0], .minute)
    let hours = try CronField(fields[1], .hour)
    days = try CronField(fields[2], .day)
    months = try CronField(fields[3], .month)
    weekdays = try CronField(fields[4], .weekday)
    minutesOfDay = hours.values.flatMap { hour in minutes.values.map { hour * 60 + $0 } }
    repeatsWithTheClock = minutes.isStar || hours.isStar
    guard runsEver else {
      throw CronError("`\(text)` never runs: no month of it has such a day")
    }
  }

  /// The first time after an instant; nil only where the calendar ends.
  ///
  /// Units: seconds since 1970.
  package func next(after instant: Int, zone: TimeZoneRules) -> Int? {
    let first = CivilTime.floorDivide(instant + zone.offset(at: instant), 86_400) - 1
    var best: Int?
    for day in first...(first + Self.searchedDays) {
      if let found = times(on: day, zone).first(where: { $0 > instant }) {
        guard let earlier = best else {
          best = found
          continue
        }
        return min(earlier, found)
      }
      // One more day than the one with the first hit: clocks set back over midnight swap days.
      if let best, day * 86_400 - 172_800 > best { return best }
    }
    return best
  }

  /// The last time before an instant.
  ///
  /// Units: seconds since 1970.
  package func previous(before instant: Int, zone: TimeZoneRules) -> Int? {
    let first = CivilTime.floorDivide(instant + zone.offset(at: instant), 86_400) + 1
    var best: Int?
    for day in stride(from: first, through: first - Self.searchedDays, by: -1) {
      if let found = times(on: day, zone).last(where: { $0 < instant }) {
        guard let later = best else {
          best = found
          continue
        }
        return max(later, found)
      }
      if let best, day * 86_400 + 259_200 < best { return best }
    }
    return best
  }

  /// The latest time that is not after an instant.
  package func latest(through instant: Int, zone: TimeZoneRules) -> Int? {
    previous(before: instant + 1, zone: zone)
  }

  /// From one time to the next: how long the search of a run is the newest.
  ///
  /// Units: seconds.
  package func period(at instant: Int, zone: TimeZoneRules) -> Int {
    guard let next = next(after: instant, zone: zone) else { return 86_400 }
    return next - instant
  }

  /// 29 February may be eight years away.
  private static let searchedDays = 366 * 8 + 2

  /// Ascending.
  private func times(on day: Int, _ zone: TimeZoneRules) -> [Int] {
    guard runs(on: day) else { return [] }
    let midnight = day * 86_400
    let before = zone.offset(at: midnight - 86_400)
    let after = zone.offset(at: midnight + 172_800)
    if before == after { return minutesOfDay.map { midnight + $0 * 60 - before } }
    var found: Set<Int> = []
    for minute in minutesOfDay {
      let local = midnight + minute * 60
      let shown = [local - before, local - after].filter { $0 + zone.offset(at: $0) == local }
      if repeatsWithTheClock, shown.count == 2 {
        found.formUnion(shown)
      } else {
        found.insert(shown.min() ?? zone.epoch(local: local))
      }
    }
    return found.sorted()
  }

  private func runs(on day: Int) -> Bool {
    let date = CivilTime.date(days: day)
    guard months.contains(date.month) else { return false }
    let isDay = days.contains(date.day)
    let weekday = CivilTime.weekday(days: day)
    let isWeekday = weekdays.contains(weekday) || (weekday == 0 && weekdays.contains(7))
    return days.isStar || weekdays.isStar ? isDay && isWeekday : isDay || isWeekday
  }

  private var runsEver: Bool {
    guard !minutesOfDay.isEmpty else { return false }
    if !weekdays.isStar, !days.isStar { return true }
    let longest = months.values.map { CivilTime.dayCount(year: 2024, month: $0) }.max() ?? 0
    return days.values.contains { $0 <= longest }
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmingSpace: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
