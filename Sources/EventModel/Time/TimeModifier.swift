/// A time that is said relative to now, or absolutely: `-70m@m`, `@w1`, `1767225600`, `2026-11-24`.
///
/// Source: Splunk Search Reference, time modifiers; SPL_SEMANTICS §12, SPLUNK_SURFACES §5.3.
public struct TimeModifier: Sendable, Equatable {
  /// What the steps start from.
  public enum Base: Sendable, Equatable {
    case now
    case epoch(Double)
    /// A wall clock time of whatever zone resolves it.
    case local(CivilTime)
  }

  public enum Step: Sendable, Equatable {
    case offset(Int, TimeUnit)
    case snap(TimeUnit)
    /// 0 is Sunday.
    case snapToWeekday(Int)
  }

  /// As it was written.
  public let text: String
  public let base: Base
  /// Applied from left to right.
  public let steps: [Step]

  public static let now = TimeModifier(text: "now", base: .now, steps: [])

  init(text: String, base: Base, steps: [Step]) {
    self.text = text
    self.base = base
    self.steps = steps
  }

  /// True when the answer does not depend on now.
  public var isAbsolute: Bool { base != .now }

  /// The instant that the modifier means.
  ///
  /// Units: seconds since 1970. Offsets of days and longer keep the wall clock's time, shorter
  /// ones are elapsed time, and a snap never moves forward.
  public func resolve(now: Double, zone: TimeZoneRules) -> Double {
    var epoch =
      switch base {
      case .now: now
      case .epoch(let value): value
      case .local(let civil): civil.epoch(in: zone)
      }
    for step in steps {
      switch step {
      case .offset(let amount, let unit): epoch = unit.add(amount, to: epoch, zone: zone)
      case .snap(let unit): epoch = unit.snap(epoch, zone: zone)
      case .snapToWeekday(let weekday):
        epoch = TimeUnit.snap(epoch, weekday: weekday, zone: zone)
      }
    }
    return epoch
  }
}
