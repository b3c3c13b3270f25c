import ArgumentParser
import Content
import KubernetesAudit
import SearchEngine

extension PolicySubcommand {
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Say what each detection sees under an audit policy.",
      discussion: """
        Exits with 1 when one of the detections is blind or degraded.
        """)

    @Argument(help: "The audit policy of an API server.", completion: .file())
    var policy: String?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "A policy that comes with the program; `needletail policy presets` lists them.",
        valueName: "name"))
    var preset: String?

    @OptionGroup var chosen: DetectionOptions

    @Flag(name: .long, help: "List the detections that are not about audit events, too.")
    var all = false

    @OptionGroup var content: ContentOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let policy = try PolicyFile.named(self.policy, preset: preset)
      let session = try Session(
        content: content, events: try EventOptions.parse([]), time: try TimeOptions.parse([]))
      let searches = try AuditSearches(only: chosen.only, session: session)
      let doctor = PolicyDoctor(policy: policy)
      let checks = searches.searches.map { ($0.detection, doctor.verdict(for: $0.search)) }
      let report = PolicyReport(
        policy: policy, checks: checks, others: searches.others, listsOthers: all)
      report.print(format: output.resolved)
      if let preset {
        for note in try PolicyFile.notes(ofPreset: preset) { StandardError.write("note: " + note) }
      }
      searches.reportRefused()
      if !searches.refused.isEmpty, !chosen.only.isEmpty { throw ExitCode(Failure.usage) }
      if checks.contains(where: { $0.1.sight != .everything }) { throw ExitCode(1) }
    }
  }

  struct Presets: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "presets", abstract: "List the policies that come with the program, or show one."
    )

    @Argument(help: "The name of the one to show.")
    var name: String?

    func run() throws {
      if let name {
        StandardOutput.write(try PolicyFile.text(ofPreset: name))
        return
      }
      for name in try PolicyFile.presets() { StandardOutput.write(line: name) }
    }
  }
}
