import ArgumentParser
import Diagnostics
import EventFiles
import Execution
import KubernetesAudit
import SearchEngine

extension PolicySubcommand {
  struct Apply: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "apply",
      abstract: "Reduce audit events to what the API server would have recorded under a policy.",
      discussion: """
        Writes one event a line, in the order of the files. What is left of the events is held in \
        memory until all are read.

        Example: needletail policy apply audit-policy.yaml audit.log > reduced.log
        """)

    @Option(
      name: .long,
      help: ArgumentHelp(
        "A policy that comes with the program in place of the first file.", valueName: "name"))
    var preset: String?

    @Argument(
      help: "The policy's file, then files of events, folders, or - for standard input.",
      completion: .file())
    var files: [String] = []

    @OptionGroup var events: EventOptions
    @OptionGroup var content: ContentOptions

    func run() throws {
      var files = self.files
      let path = preset == nil && !files.isEmpty ? files.removeFirst() : nil
      let policy = try PolicyFile.named(path, preset: preset)
      guard !files.isEmpty else {
        throw Failure.usage("nothing to read: name files or folders, or - for standard input")
      }
      let session = try Session(content: content, events: events, time: try TimeOptions.parse([]))
      let source = try session.source(files)
      let reduced = ReducedEvents(policy, keepsEvents: true)
      let interrupt = Interrupt()
      let bar = ProgressBar(source)
      defer { bar.end() }
      let report = try source.scan([reduced.request], cancellation: interrupt.cancellation)
      bar.end()
      for piece in reduced.pieces { StandardOutput.write(piece) }
      Self.tell(reduced.counts)
      ScanSummary.reportProblems(report)
      try Inputs.checkRead(report, files)
    }

    private static func tell(_ counts: ReducedEvents.Counts) {
      StandardError.write(
        "\(Quantity.plural(counts.events, "event")): \(Quantity.count(counts.recorded)) recorded, "
          + "\(Quantity.count(counts.events - counts.recorded)) not "
          + "(\(Quantity.bytes(counts.bytes)))")
      if counts.lackBodies > 0 {
        StandardError.write(
          "warning: \(Quantity.plural(counts.lackBodies, "event")) of a lower level than the "
            + "policy's: what was not recorded cannot be added")
      }
      if counts.others > 0 {
        StandardError.write(
          "warning: \(Quantity.plural(counts.others, "record")) left out: no audit events")
      }
    }
  }
}
