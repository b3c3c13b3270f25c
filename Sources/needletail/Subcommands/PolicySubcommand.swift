import ArgumentParser

struct PolicySubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Kubernetes audit policies against what the detections need.",
    discussion: """
      Example: needletail policy check audit-policy.yaml
      """,
    subcommands: [Check.self, Generate.self, Apply.self, Presets.self],
    defaultSubcommand: Check.self)
}
