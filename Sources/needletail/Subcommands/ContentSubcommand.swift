import ArgumentParser
import Content
import Diagnostics
import SearchEngine

struct ContentSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "content", abstract: "What is loaded, from where, enabled or not.",
    subcommands: [List.self, Show.self, MigrateSubcommand.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List detections and what they need.")

    @Option(
      name: .long,
      help: ArgumentHelp("Picks detections by name or id; repeatable.", valueName: "glob"),
      completion: DetectionNames.completion)
    var only: [String] = []

    @OptionGroup var content: ContentOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let session = try Session(
        content: content, events: try EventOptions.parse([]), time: try TimeOptions.parse([]))
      try ContentReport(session: session, only: only).print(format: output.resolved)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show one detection: what it looks for, when, and its risk.")

    @Argument(help: "The name, id or file of a detection.")
    var detection: String

    @OptionGroup var content: ContentOptions

    func run() throws {
      let session = try Session(
        content: content, events: try EventOptions.parse([]), time: try TimeOptions.parse([]))
      guard let found = try DetectionChoice.named(detection, in: session.content) else {
        let names = session.content.detectionNames.map { $0.name }
        let guess = NearMiss.find(detection, among: names)
        throw Failure.usage(
          "no detection `\(detection)`" + (guess.map { "; did you mean `\($0)`?" } ?? ""))
      }
      DetectionSheet(detection: found, session: session).print()
    }
  }
}
