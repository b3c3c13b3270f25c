package import Detections
import Foundation

/// Sends the events of data sets and sees to it that they are taken.
package struct ReplayRun: Sendable {
  package struct Progress: Sendable, Equatable {
    package var sent = 0
    /// Of a webhook's replay: lines that are no audit events.
    package var skipped = 0
    package var bytes = 0
    package var retries = 0
    /// Requests whose acknowledgement is not in yet.
    package var unacknowledged = 0

    package init() {}
  }

  package enum Failure: Error, Sendable, Equatable, CustomStringConvertible {
    case refused(status: Int, answer: String)
    case unreachable(String)
    case unacknowledged(Int)

    package var description: String {
      switch self {
      case .refused(let status, let answer): "the receiver answers HTTP \(status): \(answer)"
      case .unreachable(let reason): "the receiver cannot be reached: \(reason)"
      case .unacknowledged(let count):
        "the receiver does not acknowledge \(count) requests"
      }
    }
  }

  private let target: ReplayTarget
  private let transport: any HTTPTransport
  private let clock: ReplayClock
  /// Events a second; nil for as fast as it goes.
  private let rate: Double?
  private let batch: Int
  private let attempts: Int
  private let report: @Sendable (Progress) -> Void

  private var progress = Progress()
  private var waiting: [ReplayEvent] = []
  private var acknowledgements: Set<UInt64> = []
  private let start = ContinuousClock.now

  package init(
    target: ReplayTarget, transport: any HTTPTransport, clock: ReplayClock, rate: Double?,
    batch: Int, attempts: Int = 8, report: @escaping @Sendable (Progress) -> Void
  ) {
    self.target = target
    self.transport = transport
    self.clock = clock
    self.rate = rate
    self.batch = batch
    self.attempts = attempts
    self.report = report
  }

  /// Adds an event, and sends when a batch is full or the next event is not due yet.
  package mutating func add(_ event: ReplayEvent) async throws {
    if target.kind == .webhook, !event.isAudit {
      progress.skipped += 1
      return
    }
    let due = max(
      event.time.map { clock.delay(of: $0) } ?? 0,
      rate.map { Double(progress.sent + waiting.count) / $0 } ?? 0)
    let pause = start.advanced(by: .seconds(due)) - .now
    if pause > .milliseconds(5) {
      try await send()
      try await Task.sleep(for: pause)
    }
    waiting.append(event.moved(clock))
    if waiting.count >= batch { try await send() }
  }

  /// Sends what is left and waits for acknowledgements.
  package mutating func finish() async throws -> Progress {
    try await send()
    var pause = 0.1
    for _ in 0..<12 where !acknowledgements.isEmpty {
      let ids = acknowledgements.sorted()
      let response = try await answer(to: target.question(ids))
      acknowledgements.subtract(ReplayAnswer.stored(response.body))
      progress.unacknowledged = acknowledgements.count
      report(progress)
      guard !acknowledgements.isEmpty else { break }
      try await Task.sleep(for: .seconds(pause))
      pause = min(10, pause * 2)
    }
    guard acknowledgements.isEmpty else { throw Failure.unacknowledged(acknowledgements.count) }
    return progress
  }

  private mutating func send() async throws {
    guard !waiting.isEmpty else { return }
    let request = target.request(for: waiting)
    let response = try await answer(to: request)
    if let id = ReplayAnswer.acknowledgement(response.body) { acknowledgements.insert(id) }
    progress.sent += waiting.count
    progress.bytes += waiting.reduce(0) { $0 + $1.text.count }
    progress.unacknowledged = acknowledgements.count
    waiting.removeAll(keepingCapacity: true)
    report(progress)
  }

  /// Tries again where the receiver asks for it or cannot be reached.
  private mutating func answer(to request: OutgoingRequest) async throws -> OutgoingResponse {
    var pause = 0.25
    for attempt in 1... {
      var failure: Failure
      do {
        let response = try await transport.send(request)
        if (200..<300).contains(response.status) { return response }
        failure = .refused(
          status: response.status,
          answer: String(decoding: response.body.prefix(300), as: UTF8.self))
        guard response.status == 429 || response.status >= 500 else { throw failure }
      } catch let refused as Failure {
        throw refused
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        failure = .unreachable("\(error)")
      }
      guard attempt < attempts else { throw failure }
      progress.retries += 1
      try await Task.sleep(for: .seconds(pause))
      pause = min(10, pause * 2)
    }
    throw Failure.unreachable("no attempt was made")
  }
}
