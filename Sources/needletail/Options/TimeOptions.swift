import ArgumentParser

/// The time range of a search and what its times refer to.
struct TimeOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "Start of the time range: a time modifier (-24h@h), epoch seconds or ISO 8601.")
  var earliest: String?

  @Option(name: .long, help: "End of the time range, itself outside it.")
  var latest: String?

  @Option(name: .long, help: "The time that counts as now.")
  var now: String?

  @Option(name: .long, help: "Time zone, such as UTC or Europe/Berlin (default: the machine's).")
  var timezone: String?
}
