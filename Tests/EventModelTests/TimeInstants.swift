import Testing

@testable import EventModel

/// Instants in tests are written as a wall clock and its zone.
func instant(_ text: String, _ zone: TimeZoneRules = .utc) throws -> Double {
  let format = StrptimeFormat("%Y-%m-%d %H:%M:%S.%N")
  return try #require(format.parse(text, now: nil, zone: zone))
}
