package import Content
package import EventModel

/// The runs that a deployment's schedule asks for.
package struct DeploymentRuns: NominalRuns {
  private let cron: CronFields
  private let earliest: TimeModifier
  private let latest: TimeModifier
  private let zone: TimeZoneRules

  /// Errors: what cannot be read, as a sentence.
  package init(_ deployment: Deployment, zone: TimeZoneRules) throws(AttackDataError) {
    guard let cron = CronFields(deployment.cron) else {
      throw AttackDataError(
        "the schedule `\(deployment.cron)` of \(deployment.name) is not five cron fields")
    }
    self.cron = cron
    earliest = try Self.modifier(deployment.earliest, deployment)
    latest = try Self.modifier(deployment.latest, deployment)
    self.zone = zone
  }

  private static func modifier(
    _ text: String, _ deployment: Deployment
  ) throws(AttackDataError) -> TimeModifier {
    do {
      return try TimeModifier(text)
    } catch {
      throw AttackDataError("the time `\(text)` of \(deployment.name): \(error.message)")
    }
  }

  package func run(after time: Double) -> NominalRun? {
    guard let due = cron.next(after: time, zone: zone) else { return nil }
    return NominalRun(
      time: due, earliest: earliest.resolve(now: due, zone: zone),
      latest: latest.resolve(now: due, zone: zone))
  }
}

/// Five cron fields: minute, hour, day of month, month, day of week.
struct CronFields {
  private let minutes: Set<Int>
  private let hours: Set<Int>
  private let days: Set<Int>
  private let months: Set<Int>
  private let weekdays: Set<Int>
  private let limitsDays: Bool
  private let limitsWeekdays: Bool

  init?(_ text: String) {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 5, let minutes = Self.values(parts[0], 0...59),
      let hours = Self.values(parts[1], 0...23), let days = Self.values(parts[2], 1...31),
      let months = Self.values(parts[3], 1...12), let weekdays = Self.values(parts[4], 0...7)
    else { return nil }
    self.minutes = minutes
    self.hours = hours
    self.days = days
    self.months = months
    self.weekdays = Set(weekdays.map { $0 % 7 })
    limitsDays = !parts[2].hasPrefix("*")
    limitsWeekdays = !parts[4].hasPrefix("*")
  }

  /// `*`, `*/n`, `a`, `a-b`, `a-b/n` and lists of these.
  private static func values(_ text: String, _ range: ClosedRange<Int>) -> Set<Int>? {
    var result: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      guard pieces.count <= 2, let head = pieces.first else { return nil }
      let step = pieces.count == 2 ? Int(pieces[1]) ?? 0 : 1
      guard step > 0 else { return nil }
      let bounds = head.split(separator: "-").map { Int($0) }
      let span: ClosedRange<Int>
      if head == "*" {
        span = range
      } else if bounds.count == 1, let only = bounds[0] {
        span = only...(pieces.count == 2 ? max(only, range.upperBound) : only)
      } else if bounds.count == 2, let low = bounds[0], let high = bounds[1], low <= high {
        span = low...high
      } else {
        return nil
      }
      guard range.contains(span.lowerBound), range.contains(span.upperBound) else { return nil }
      result.formUnion(stride(from: span.lowerBound, through: span.upperBound, by: step))
    }
    return result
  }

  /// The first whole minute after a time that all fields hold for; nil when none does in years.
  func next(after time: Double, zone: TimeZoneRules) -> Double? {
    guard abs(time) < CivilTime.epochLimit else { return nil }
    var minute = Int((time / 60).rounded(.down)) + 1
    let end = minute + 5 * 366 * 1440
    while minute < end {
      guard let clock = CivilTime(epoch: Double(minute) * 60, zone: zone) else { return nil }
      if !matchesDay(clock) {
        // To the next midnight, give or take what the clocks are put forward or back.
        minute += max(1, (23 - clock.hour) * 60 + 60 - clock.minute - 90)
      } else if !hours.contains(clock.hour) || !minutes.contains(clock.minute) {
        minute += 1
      } else {
        return Double(minute) * 60
      }
    }
    return nil
  }

  /// Where both days are limited, either will do.
  private func matchesDay(_ clock: CivilTime) -> Bool {
    guard months.contains(clock.month) else { return false }
    let (day, weekday) = (days.contains(clock.day), weekdays.contains(clock.weekday))
    return limitsDays && limitsWeekdays ? day || weekday : day && weekday
  }
}
