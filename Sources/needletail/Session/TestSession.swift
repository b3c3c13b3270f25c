import ArgumentParser
import Content
import DetectionTesting
import Diagnostics
import EventModel
import Execution
import Foundation

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
    let detections = try selection.detections(options.only, from: session.content)
    let kinds = options.kind.isEmpty ? Set(TestOutcome.Kind.allCases) : Set(options.kind)
    let plan = TestPlan(detections, kinds: kinds, includesManual: options.manual)
    let interrupt = Interrupt()
    let clock = ContinuousClock()
    let start = clock.now
    let outcomes = try TestRunner(setup(interrupt.cancellation)).run(plan)
    let took = clock.now - start
    try TestReports(options, environment: session.environment).write(outcomes)
    summarize(outcomes, took)
    return !outcomes.contains {
      $0.verdict.isFailure(allowingMissingData: options.allowMissingData)
    }
  }

  private func setup(_ cancellation: Cancellation) -> TestSetup {
    TestSetup(
      compiler: session.compiler(), attackData: attackData,
      deployment: { [content = session.content] in content.deployment(for: $0) },
      workerCount: ProcessInfo.processInfo.activeProcessorCount, cancellation: cancellation)
  }

  private var attackData: AttackDataStore {
    AttackDataStore(
      mirrors: options.data.attackData, cache: options.data.attackDataCache)
  }

  private func summarize(_ outcomes: [TestOutcome], _ took: Duration) {
    let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    let hundredths = (seconds * 100).rounded() / 100
    StandardError.write(
      TestSummary(outcomes).line + "; in \(NumberText.format(hundredths)) s")
  }
}
