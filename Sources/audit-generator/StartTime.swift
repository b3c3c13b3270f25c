import ArgumentParser
import AuditGenerator

/// The time at which a log starts, as given on the command line.
struct StartTime: ExpressibleByArgument {
  var instant: Instant

  static let ordinary = StartTime(instant: Instant(microseconds: 1_767_225_600_000_000))
  static let story = StartTime(instant: Story.defaultStart)

  init(instant: Instant) {
    self.instant = instant
  }

  init?(argument: String) {
    guard let instant = Instant(argument) else { return nil }
    self.instant = instant
  }
}
