import ArgumentParser

/// Where detections, macros and lookups come from.
struct ContentOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A folder in the layout of splunk/security_content; repeatable, a later one overrides. "
        + "Without it, the pack that comes with the program.", valueName: "folder"))
  var content: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Overrides a macro: 'kube_audit=source=\"audit\"'; repeatable.",
      valueName: "name=definition"))
  var macro: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("Adds a lookup table from a CSV file; repeatable.", valueName: "name=file"))
  var lookup: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where `outputlookup` writes tables, as CSV files; searches read them in place of others.",
      valueName: "folder"))
  var lookupOutput: String?

  @Option(
    name: .long,
    help: ArgumentHelp("A MaxMind database (.mmdb) for `iplocation`.", valueName: "file"))
  var geoip: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The project file (default: needletail.yml here, if there is one).", valueName: "file"))
  var project: String?
}
