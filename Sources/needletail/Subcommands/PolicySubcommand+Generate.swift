import ArgumentParser
import Diagnostics
import EventFiles
import Execution
import KubernetesAudit
import SearchEngine

extension PolicySubcommand {
  struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "generate",
      abstract: "Write the smallest audit policy under which detections see everything.",
      discussion: """
        Bodies of secrets and tokens are never recorded; detections that need them are told.

        Example: needletail policy generate --only '*cron job*' --sample audit.log
        """)

    @OptionGroup var chosen: DetectionOptions

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Estimates bytes a day from a log, at best one of a RequestResponse policy; repeatable.",
        valueName: "file"),
      completion: .file())
    var sample: [String] = []

    @OptionGroup var events: EventOptions
    @OptionGroup var content: ContentOptions

    func run() throws {
      let session = try Session(content: content, events: events, time: try TimeOptions.parse([]))
      let searches = try AuditSearches(only: chosen.only, session: session)
      searches.reportRefused()
      guard !searches.searches.isEmpty else {
        throw Failure.usage("none of the chosen detections is about audit events")
      }
      let result = PolicyGenerator(searches.searches.map { $0.search }).generate()
      var comments = [
        "The smallest audit policy under which \(Quantity.plural(result.served, "detection")) "
          + "see\(result.served == 1 ? "s" : "") everything.",
        "Bodies of secrets and tokens are not recorded.",
      ]
      for verdict in result.unserved {
        comments.append("\(verdict.detection): \(verdict.sight.rawValue); \(verdict.reason)")
        StandardError.write(
          "warning: \(verdict.detection) is \(verdict.sight.rawValue) under this policy: "
            + verdict.reason)
      }
      if !sample.isEmpty { comments.append(try estimate(result.policy, session)) }
      StandardOutput.write(Array(result.policy.yaml(comments: comments).utf8))
      if !searches.others.isEmpty {
        StandardError.write(
          "\(Quantity.plural(searches.others.count, "detection")) left out: not about audit events")
      }
    }

    private func estimate(_ policy: AuditPolicy, _ session: Session) throws -> String {
      let source = try session.source(sample)
      let reduced = ReducedEvents(policy, keepsEvents: false)
      let interrupt = Interrupt()
      let report = try source.scan([reduced.request], cancellation: interrupt.cancellation)
      ScanSummary.reportProblems(report)
      try Inputs.checkRead(report, sample)
      let counts = reduced.counts
      guard let bytes = counts.bytesPerDay else {
        throw Failure.usage(
          "--sample: \(Quantity.plural(counts.events, "audit event")) over less than a second say "
            + "nothing about a day")
      }
      var text =
        "About \(Quantity.bytes(Int(bytes))) a day, as in the sample: "
        + "\(Quantity.count(counts.recorded)) of \(Quantity.plural(counts.events, "event")) in "
        + "\(Int(((counts.last ?? 0) - (counts.first ?? 0)).rounded())) seconds."
      if counts.lackBodies > 0 {
        text +=
          " It is more: \(Quantity.plural(counts.lackBodies, "event")) of the sample lack bodies "
          + "that this policy records."
      }
      StandardError.write(text)
      return text
    }
  }
}
