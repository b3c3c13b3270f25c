import ArgumentParser

/// Which detections are meant.
struct DetectionOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Picks detections by name or id; repeatable. Without it, all that are not deprecated.",
      valueName: "glob"),
    completion: DetectionNames.completion)
  var only: [String] = []
}
