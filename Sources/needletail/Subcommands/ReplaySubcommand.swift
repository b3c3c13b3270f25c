import ArgumentParser
import Diagnostics
import Foundation
import Server

struct ReplaySubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Send data sets to an HTTP Event Collector or an audit webhook.",
    discussion: """
      A line is an event; of EventList documents every item is one. Without --speed and --rate it \
      goes as fast as the receiver takes it. Answers that ask to come back are heeded, and \
      acknowledgements are waited for where the token has them.

      Example: needletail replay audit.log --to https://localhost:8088 --token-file token \
      --times now --speed 10
      """)

  @Argument(help: "Files, plain or gzip; - is standard input.", completion: .file())
  var files: [String]

  @Option(name: .long, help: "Where to: the collector's address, or the webhook's with its path.")
  var to: String

  @Option(
    name: .customLong("as"), help: "What listens there: hec or webhook (default: by the URL).")
  var kind: String?

  @Option(name: .long, help: "A file with the token (default: the variable NEEDLETAIL_TOKEN).")
  var tokenFile: String?

  @Option(name: .long, help: "Times of audit events: original, or now to move them to the present.")
  var times = "original"

  @Option(
    name: .long, help: "Keep the data set's pace, so many times as fast (1: as it was recorded).")
  var speed: Double?

  @Option(name: .long, help: "No more than so many events a second.")
  var rate: Double?

  @Option(name: .long, help: "Events of one request.")
  var batch = 400

  @Option(name: .long, help: "Index that the events are sent to.") var index: String?
  @Option(name: .long, help: "Source of the events.") var source: String?
  @Option(name: .long, help: "Source type of the events.") var sourcetype: String?
  @Option(name: .long, help: "Host of the events.") var host: String?

  @Option(name: .long, help: "PEM file of the authority that signed the receiver's certificate.")
  var ca: String?

  @Flag(name: .long, help: "Take any certificate of the receiver.")
  var insecure = false

  func validate() throws {
    if files.isEmpty { throw ValidationError("give a file to replay") }
    if ReplayTarget.kind(of: to) == nil, kind == nil {
      throw ValidationError("the URL does not tell what listens there: add --as hec or webhook")
    }
    if let kind, ReplayTarget.Kind(rawValue: kind) == nil {
      throw ValidationError("--as takes hec or webhook, not `\(kind)`")
    }
    if !["original", "now"].contains(times) {
      throw ValidationError("--times takes original or now, not `\(times)`")
    }
    if let speed, speed <= 0 { throw ValidationError("--speed is a number above 0") }
    if let rate, rate <= 0 { throw ValidationError("--rate is a number above 0") }
    if batch < 1 { throw ValidationError("--batch is a whole number above 0") }
    if files.contains("-"), times == "now" || speed != nil {
      throw ValidationError(
        "--times now and --speed read the data twice: give a file instead of -")
    }
  }

  func run() throws {
    let progress = try Waiting.result { try await replay() }
    if StandardError.isTerminal { StandardError.overwrite("") }
    var line = "sent \(Quantity.plural(progress.sent, "event"))"
    line += " (\(Quantity.bytes(progress.bytes)))"
    if progress.skipped > 0 {
      line += "; \(Quantity.plural(progress.skipped, "line")) left out: no audit events"
    }
    if progress.retries > 0 { line += "; \(progress.retries) requests sent again" }
    StandardError.write(line)
  }

  private func replay() async throws -> ReplayRun.Progress {
    let transport = ClientTransport(
      trust: insecure ? .anyone : ca.map { .authority(path: $0) } ?? .system)
    defer { transport.stop() }
    var run = ReplayRun(
      target: try target(), transport: transport, clock: try clock(), rate: rate, batch: batch
    ) { progress in
      guard StandardError.isTerminal else { return }
      StandardError.overwrite(
        "sent \(Quantity.plural(progress.sent, "event")), \(Quantity.bytes(progress.bytes))")
    }
    for file in files {
      let data = try ReplayFile(path: file)
      while let events = try data.next() {
        for event in events { try await run.add(event) }
      }
    }
    return try await run.finish()
  }

  private func target() throws -> ReplayTarget {
    let known = kind.flatMap { ReplayTarget.Kind(rawValue: $0) } ?? ReplayTarget.kind(of: to)
    var target = ReplayTarget(
      kind: known ?? .hec, url: to, token: try token(), channel: UUID().uuidString)
    target.index = index
    target.source = source
    target.sourcetype = sourcetype
    target.host = host
    return target
  }

  private func token() throws -> Secret? {
    guard let tokenFile else {
      return ProcessInfo.processInfo.environment["NEEDLETAIL_TOKEN"].map { Secret($0) }
    }
    guard let text = try? String(contentsOfFile: tokenFile, encoding: .utf8) else {
      throw Failure.world("\(tokenFile): the token cannot be read")
    }
    return Secret(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private func clock() throws -> ReplayClock {
    var first = Double.infinity
    var last = -Double.infinity
    if times == "now" || speed != nil {
      for file in files {
        let data = try ReplayFile(path: file)
        while let events = try data.next() {
          for time in events.compactMap({ $0.time }) {
            first = min(first, time)
            last = max(last, time)
          }
        }
      }
    }
    return ReplayClock(
      times: times == "now" ? .now : .original, scale: speed.map { 1 / $0 } ?? 1, first: first,
      last: last, start: Date().timeIntervalSince1970, keepsPace: speed != nil)
  }
}
