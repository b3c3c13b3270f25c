import ArgumentParser

/// The time range of a search and what its times refer to.
///
/// A value may start with a dash: `-24h@h`.
struct TimeOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: "Start of the time range: a time modifier (-24h@h), epoch seconds or ISO 8601.")
  var earliest: String?

  @Option(name: .long, parsing: .unconditional, help: "End of the time range, itself outside it.")
  var latest: String?

  @Option(name: .long, parsing: .unconditional, help: "The time that counts as now.")
  var now: String?

  @Option(name: .long, help: "Time zone, such as UTC or Europe/Berlin (default: the machine's).")
  var timezone: String?
}
