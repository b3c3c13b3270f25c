import ArgumentParser
import Content
import DetectionTesting
import Diagnostics
import Execution
import Foundation

struct TestSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the unit and integration tests of detections.",
    discussion: """
      Example: needletail test --content security_content --attack-data attack_data --only '*kube*'

      A unit test searches the events that a detection's file names, over all time. An integration \
      test goes through the schedule's interval, findings and risk events. Exit code 1 when a test \
      did not pass, missing data included.
      """)

  @Argument(
    help: "Detection files or content folders to test (default: all content).",
    completion: .file())
  var paths: [String] = []

  @OptionGroup var chosen: DetectionOptions

  @Option(name: .long, help: "unit or integration; repeatable (default: both).")
  var kind: [TestOutcome.Kind] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "table or ndjson (default: table on a terminal, ndjson otherwise).", valueName: "format"))
  var format: TestFormat?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Also writes junit=FILE, sarif=FILE, markdown=FILE, ndjson=FILE or github[=FILE]; "
        + "repeatable. github alone writes annotations to standard error.", valueName: "report"))
  var report: [ReportTarget] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only what differs from a revision of Git: detections, and those whose macros, lookups, "
        + "deployments or events do.", valueName: "revision"))
  var since: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Tests what would have been recorded under an audit policy: events are reduced first.",
      valueName: "file"),
    completion: .file())
  var policy: String?

  @Flag(name: .long, help: "Goes on, and runs again what a changed file affects.")
  var watch = false

  @Flag(name: .long, help: "Also lists the tests that passed, in a table.")
  var verbose = false

  @Flag(name: .long, help: "Also runs the tests that are marked as manual.")
  var manual = false

  @Flag(name: .long, help: "Missing data alone does not make the exit code 1.")
  var allowMissingData = false

  @OptionGroup var data: AttackDataOptions
  @OptionGroup var time: TimeOptions
  @OptionGroup var content: ContentOptions

  enum TestFormat: String, ExpressibleByArgument, CaseIterable { case table, ndjson }

  func run() throws {
    let isFine = try TestSession(self).run()
    if !isFine { throw ExitCode(1) }
  }
}

extension TestOutcome.Kind: ExpressibleByArgument {}
