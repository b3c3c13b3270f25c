import ArgumentParser

/// Reads events from a store instead of files.
struct StoreOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Reads the events of a store, which may be written to meanwhile, instead of files.",
      valueName: "folder"),
    completion: .directory)
  var store: String?
}
