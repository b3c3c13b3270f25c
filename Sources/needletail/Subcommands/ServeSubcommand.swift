import ArgumentParser
import Content
import Detections
import EventStore
import Foundation
import Logging
import Server

struct ServeSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Receive events, run detections on their schedules, and tell what they find.",
    discussion: """
      Listeners, store and outputs are in the `serve` section of the project file; see \
      Documentation/Operation.md. SIGHUP reads content again, SIGTERM ends the program.
      """)

  @OptionGroup var content: ContentOptions

  @Flag(name: .long, help: "Read the project file and the content, say what is wrong, and end.")
  var checkConfig = false

  @Flag(name: .long, help: "Print the kubeconfig with which an API server sends its audit events.")
  var printWebhookKubeconfig = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A file with the seconds by which the clock is ahead; for tests.", visibility: .hidden))
  var clockOffset: String?

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let clock = ServiceClock(offsetFile: clockOffset)
    let content = try DaemonContent(content, environment: environment, now: clock.now)
    if printWebhookKubeconfig {
      guard let webhook = content.settings.webhook else {
        throw Failure.usage("the project file has no `serve.webhook` for an API server to send to")
      }
      return StandardOutput.write(Array(try webhook.kubeconfig().utf8))
    }
    for log in content.settings.cloudWatch { _ = try log.credentialSource(environment) }
    if checkConfig { return try check(content) }
    guard content.settings.hasReceiver else {
      throw Failure.usage(
        "nothing to receive: the project file's `serve` section needs `collector`, `webhook`, "
          + "`files` or `cloudwatch`; see Documentation/Operation.md")
    }
    LoggingSystem.bootstrap { LogLine(label: $0) }
    let logger = Logger(label: "needletail")
    for problem in content.problems { logger.warning("\(problem)") }
    if content.scheduled.items.isEmpty {
      logger.warning("no detection is enabled: name some under `enable` in the project file")
    }
    let daemon = try Daemon(
      self.content, content: content, environment: environment, clock: clock, logger: logger)
    let hangUp = HangUp { Task { await daemon.reload() } }
    defer { hangUp.end() }
    try Waiting.result { try await daemon.run(content) }
  }

  /// Errors: exit code 1 when something does not run.
  private func check(_ content: DaemonContent) throws {
    for problem in content.problems { StandardError.write("warning: \(problem)") }
    let settings = content.settings
    StandardError.write(
      "\(Quantity.plural(content.scheduled.items.count, "detection")) scheduled, "
        + "\(Quantity.plural(content.problems.count, "problem")), store at "
        + "\(settings.store.folder), \(Quantity.plural(settings.outputs.count, "output"))")
    if !settings.hasReceiver { StandardError.write("warning: nothing is received") }
    if !content.problems.isEmpty { throw ExitCode(1) }
  }
}
