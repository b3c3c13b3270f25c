import ArgumentParser

@main
struct Needletail: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "needletail", abstract: "Runs Splunk's published security detections.")
}
