import ArgumentParser

struct ExplainSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "explain", abstract: "x")
}
struct ContentSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "content", abstract: "x")
}
