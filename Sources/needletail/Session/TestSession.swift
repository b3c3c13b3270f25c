import ArgumentParser
import Content
import DetectionTesting
import Diagnostics
import EventModel
import Execution
import Foundation
import Server

/// `test`: from options to outcomes and reports.
struct TestSession {
  private let options: TestSubcommand
  private let selection: TestSelection
  private let session: Session

  init(_ options: TestSubcommand) throws {
    self.options = options
    selection = try TestSelection(options.paths)
    var content = options.content
    content.content = try selection.contentFolders(content.content)
    session = try Session(content: content, events: EventOptions.parse([]), time: options.time)
  }

  /// Whether nothing failed.
  func run() throws -> Bool {
    let interrupt = Interrupt()
    try TestReports(options, environment: session.environment).checkFolders()
    var detections = try selection.detections(options.chosen.only, from: session.content)
    var problems = selection.problems(options.chosen.only, in: session.content)
    if let revision = options.since {
      let named = options.paths + options.content.content
      let changed = try ChangedFiles(since: revision, paths: named.isEmpty ? ["."] : named)
      detections = impact.affected(detections, by: changed.files)
      problems = problems.filter { changed.contains($0) }
      if detections.isEmpty, problems.isEmpty {
        StandardError.write("nothing to test has changed since \(revision)")
      }
    }
    let isFine = try test(detections, problems, interrupt.cancellation)
    guard options.watch else { return isFine }
    try watch(interrupt.cancellation)
    return isFine
  }

  /// Runs tests, writes reports; whether nothing failed.
  private func test(
    _ detections: [Detection], _ problems: [Diagnostic], _ cancellation: Cancellation
  ) throws -> Bool {
    let kinds = options.kind.isEmpty ? Set(TestOutcome.Kind.allCases) : Set(options.kind)
    let plan = TestPlan(detections, kinds: kinds, includesManual: options.manual)
    let clock = ContinuousClock()
    let start = clock.now
    let client = options.data.attackDataCache.map { _ in Self.client() }
    defer { client?.stop() }
    let outcomes =
      TestOutcome.unusable(problems, known: detections)
      + (try TestRunner(try setup(cancellation, client)).run(plan))
    let took = clock.now - start
    try TestReports(options, environment: session.environment).write(outcomes)
    summarize(outcomes, took)
    return !outcomes.contains {
      $0.verdict.isFailure(allowingMissingData: options.allowMissingData)
    }
  }

  /// Data sets are large, and come over slow lines.
  private static func client() -> ClientTransport {
    ClientTransport(seconds: 600, largestAnswer: 2 << 30)
  }

  private func setup(
    _ cancellation: Cancellation, _ client: ClientTransport?
  ) throws -> TestSetup {
    TestSetup(
      compiler: session.compiler(),
      attackData: options.data.store(fetcher: client.map { TransportFetcher($0) }),
      deployment: { [content = session.content] in content.deployment(for: $0) },
      reduction: try options.policy.map {
        PolicyReduction(try PolicyFile.named($0, preset: nil))
      },
      workerCount: ProcessInfo.processInfo.activeProcessorCount, cancellation: cancellation)
  }

  private func summarize(_ outcomes: [TestOutcome], _ took: Duration) {
    let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    let hundredths = (seconds * 100).rounded() / 100
    StandardError.write(
      TestSummary(outcomes).line + "; in \(NumberText.format(hundredths)) s")
  }

  // MARK: Changes

  private var impact: ChangeImpact {
    ChangeImpact(session.content.library()) { ChangedFiles.normal($0) }
  }

  /// Re-runs what changed files affect, until Ctrl-C; content is read anew each time.
  private func watch(_ cancellation: Cancellation) throws {
    let files = WatchedFiles(
      folders: session.content.folders + options.paths + options.data.attackData)
    StandardError.write("watching for changes; Ctrl-C ends")
    var known = files.stamps()
    while true {
      Thread.sleep(forTimeInterval: WatchedFiles.pause)
      try cancellation.check()
      let now = files.stamps()
      let changed = now.changed(since: known)
      known = now
      if changed.isEmpty { continue }
      do {
        try TestSession(options).test(changed: changed, cancellation)
      } catch let cancelled as Cancellation.Cancelled {
        throw cancelled
      } catch {
        // A file that is half written must not end the watch.
        Failure(error).report()
      }
    }
  }

  private func test(changed: Set<String>, _ cancellation: Cancellation) throws {
    let detections = impact.affected(
      try selection.detections(options.chosen.only, from: session.content), by: changed)
    let problems = selection.problems(options.chosen.only, in: session.content).filter { problem in
      problem.span.map { changed.contains(ChangedFiles.normal($0.root.span.source.name)) } ?? false
    }
    guard !detections.isEmpty || !problems.isEmpty else { return }
    let names = changed.map { PathText.name(of: $0) }.sorted()
    StandardError.write("\nchanged: " + names.joined(separator: ", "))
    _ = try test(detections, problems, cancellation)
  }
}
