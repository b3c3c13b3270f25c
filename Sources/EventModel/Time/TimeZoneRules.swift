package final class TimeZoneRules: Sendable {
  package static let utc = TimeZoneRules()
}
