import ArgumentParser
import Content
import Detections
import Diagnostics
import Execution
import QueryPlan
import SearchEngine

struct DetectSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: "Run detections over files or a store; print findings and risk.",
    discussion: """
      Example: needletail detect --only '*cron job*' audit.log
      """)

  @Argument(
    help: "Files, folders, or - for standard input; .gz and .zst are read as they are.",
    completion: .file())
  var files: [String] = []

  @OptionGroup var chosen: DetectionOptions

  @Flag(name: .long, help: "Exit with 1 when there is a finding.")
  var failOnFinding = false

  @OptionGroup var store: StoreOption
  @OptionGroup var events: EventOptions
  @OptionGroup var time: TimeOptions
  @OptionGroup var content: ContentOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let hasFindings = try detect()
    if hasFindings, failOnFinding { throw ExitCode(1) }
  }

  private func detect() throws -> Bool {
    let session = try Session(content: content, events: events, time: time)
    let input = try EventInput(files: files, store: store, session: session)
    try Inputs.check(input)
    let detections = try DetectionChoice.pick(chosen.only, from: session.content)
    let interrupt = Interrupt()
    let bar = ProgressBar(input)
    defer { bar.end() }
    let run = DetectionRun(compiler: session.compiler())
    let clock = ContinuousClock()
    let start = clock.now
    let (outcomes, report) = try run.run(
      detections, over: input.source, cancellation: interrupt.cancellation)
    bar.end()
    FindingPrinter(format: output.resolved, zone: session.environment.zone).print(outcomes)
    for notice in session.environment.notices.all { StandardError.write(notice.rendered()) }
    ScanSummary.reportProblems(report)
    DetectSummary(outcomes: outcomes, report: report, time: clock.now - start).report()
    try input.checkRead(report)
    // What does not run here is told; a mistake, or what was asked for by name, is a failure.
    let refused = outcomes.compactMap { outcome -> DiagnosticCode? in
      if case .refused(let diagnostic) = outcome.result { diagnostic.code } else { nil }
    }
    let patterns = chosen.only.map { NamePattern($0) }
    let isBroken = session.content.diagnostics(matching: patterns).contains {
      $0.severity == .error
    }
    if isBroken || refused.contains(where: { !$0.isLimitation })
      || !refused.isEmpty && !chosen.only.isEmpty
    {
      throw ExitCode(Failure.usage)
    }
    return outcomes.contains { !$0.findings.isEmpty }
  }
}
