package import EventModel

/// What the schedule machine knows of one search.
package struct ScheduledSearch: Sendable, Equatable {
  /// The detection's id.
  package let id: String
  package let name: String
  /// Changes whenever the search, its macros or what is made of its rows change.
  package let contentHash: String
  package let cron: CronSchedule
  /// Nil: from the first event on.
  package let earliest: TimeModifier?
  /// Nil: now.
  package let latest: TimeModifier?
  package let mode: ScheduleMode
  package let window: ScheduleWindow
  package let priority: SchedulePriority
  package let skew: ScheduleSkew

  package init(
    id: String, name: String, contentHash: String, cron: CronSchedule, earliest: TimeModifier?,
    latest: TimeModifier?, mode: ScheduleMode = .continuous, window: ScheduleWindow = .none,
    priority: SchedulePriority = .standard, skew: ScheduleSkew = .none
  ) {
    self.id = id
    self.name = name
    self.contentHash = contentHash
    self.cron = cron
    self.earliest = earliest
    self.latest = latest
    self.mode = mode
    self.window = window
    self.priority = priority
    self.skew = skew
  }

  /// The range that the run of a scheduled time searches, however late it starts.
  package func interval(at nominal: Int, zone: TimeZoneRules) -> SearchInterval {
    let now = Double(nominal)
    return SearchInterval(
      detection: id, nominal: nominal, earliest: earliest?.resolve(now: now, zone: zone),
      latest: latest?.resolve(now: now, zone: zone) ?? now)
  }

  /// How long behind its scheduled time a run starts at the earliest; the same for all its runs.
  ///
  /// Units: seconds.
  package func delay(period: Int) -> Int {
    let most = skew.seconds(period: period)
    guard most > 0 else { return 0 }
    return Int(StableHash.of([id]) % UInt64(most + 1))
  }
}

/// One run's part of time: which detection, when it was due, what it looks at.
package struct SearchInterval: Sendable, Hashable {
  package let detection: String
  /// Units: seconds since 1970.
  package let nominal: Int
  /// Inside the range; nil where it is open.
  package let earliest: Double?
  /// Outside the range.
  package let latest: Double

  package init(detection: String, nominal: Int, earliest: Double?, latest: Double) {
    self.detection = detection
    self.nominal = nominal
    self.earliest = earliest
    self.latest = latest
  }

  package func overlaps(_ range: ClosedRange<Double>) -> Bool {
    range.lowerBound < latest && range.upperBound >= earliest ?? -.infinity
  }
}

/// What happens when a run cannot start before the next one is due.
///
/// Source: `realtime_schedule` of savedsearches.conf.
package enum ScheduleMode: String, Sendable, CaseIterable {
  /// It runs later, one period after the other, oldest first.
  case continuous
  /// It is left out, and the ledger says so.
  case realTime = "real-time"
}

/// How long a run may wait so that others go first.
///
/// Source: `schedule_window` of savedsearches.conf.
package enum ScheduleWindow: Sendable, Equatable {
  case none
  case minutes(Int)
  /// A sixth of the period, an hour at most: the formula of the original is not published.
  case automatic

  /// Errors: nil for what is neither `auto` nor a number of minutes.
  package init?(_ text: String) {
    if text.lowercased() == "auto" {
      self = .automatic
      return
    }
    guard let minutes = Int(text), minutes >= 0 else { return nil }
    self = minutes == 0 ? .none : .minutes(minutes)
  }

  /// Units: seconds; shorter than the period.
  package func seconds(period: Int) -> Int {
    switch self {
    case .none: 0
    case .minutes(let minutes): min(minutes * 60, max(0, period - 60))
    case .automatic: min(period / 6, 3600)
    }
  }
}

/// Source: `schedule_priority` of savedsearches.conf.
package enum SchedulePriority: String, Sendable, CaseIterable {
  case standard = "default"
  case higher, highest
}

/// How far a run may be moved behind its scheduled time, so that not all start in one second. The
/// range that it searches is not moved.
///
/// Source: `allow_skew` of savedsearches.conf. Detections that are due together share one scan here,
/// so none is the default.
package enum ScheduleSkew: Sendable, Equatable {
  case none
  /// Of the period.
  case percent(Int)
  case seconds(Int)

  /// `0`, `100%`, `90s`, `5m`, `1h`.
  ///
  /// Errors: nil for anything else.
  package init?(_ text: String) {
    if text.hasSuffix("%") {
      guard let percent = Int(text.dropLast()), (0...100).contains(percent) else { return nil }
      self = percent == 0 ? .none : .percent(percent)
      return
    }
    guard let seconds = Duration.seconds(of: text) else { return nil }
    self = seconds == 0 ? .none : .seconds(seconds)
  }

  func seconds(period: Int) -> Int {
    switch self {
    case .none: 0
    case .percent(let percent): min(period * percent / 100, period - 1)
    case .seconds(let seconds): min(seconds, period - 1)
    }
  }
}

extension Duration {
  /// A length of time as content writes it: `3600`, `3600s`, `5m`, `1h`, `7d`, `1w`.
  ///
  /// Errors: nil for anything else.
  /// Units: seconds.
  package static func seconds(of text: String) -> Int? {
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard let amount = Int(digits), amount < 1_000_000_000 else { return nil }
    switch text.dropFirst(digits.count).lowercased() {
    case "", "s", "sec", "secs", "second", "seconds": return amount
    case "m", "min", "mins", "minute", "minutes": return amount * 60
    case "h", "hr", "hrs", "hour", "hours": return amount * 3600
    case "d", "day", "days": return amount * 86_400
    case "w", "week", "weeks": return amount * 604_800
    default: return nil
    }
  }
}
