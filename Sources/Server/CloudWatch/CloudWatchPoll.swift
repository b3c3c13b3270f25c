package import Detections
import EventModel
package import EventStore
import Foundation
package import Logging
package import ServiceLifecycle

/// Reads the audit events that EKS writes to CloudWatch Logs.
///
/// Ordering: a page's events and the cursor behind them are stored together. Where CloudWatch
/// forgets its mark of a page, the window is read again, and the store knows audit events that it
/// has.
/// Source: CloudWatch Logs, `FilterLogEvents`.
package struct CloudWatchPoll: Service {
  package static let name = "cloudwatch"

  /// What became of one request.
  package enum Outcome: Sendable, Equatable {
    /// A page was stored; more may be there.
    case page(events: Int)
    /// The window is too young.
    case upToDate
    /// To be tried again, after a pause that grows.
    case failed(String)
  }

  private let configuration: CloudWatchConfiguration
  private let credentials: @Sendable () async throws -> AWSCredentials
  private let transport: any HTTPTransport
  private let intake: EventIntake
  private let logger: Logger
  private let now: @Sendable () -> Double

  /// `now` is in seconds since the epoch; `credentials` are asked for before every request, since
  /// temporary ones end.
  package init(
    configuration: CloudWatchConfiguration,
    credentials: @escaping @Sendable () async throws -> AWSCredentials,
    transport: any HTTPTransport, intake: EventIntake, logger: Logger,
    now: @escaping @Sendable () -> Double
  ) {
    self.configuration = configuration
    self.credentials = credentials
    self.transport = transport
    self.intake = intake
    self.logger = logger
    self.now = now
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      do { try await poll() } catch {}
    }
  }

  private func poll() async throws {
    var cursor: CloudWatchCursor?
    var failures = 0
    while true {
      try Task.checkCancellation()
      do throws(EventSinkError) {
        if cursor == nil { cursor = try await savedCursor() }
      } catch {
        if case .stopping = error { return }
      }
      guard var open = cursor else {
        try await Task.sleep(for: .seconds(1))
        continue
      }
      let outcome = await pass(&open)
      cursor = open
      switch outcome {
      case .page: failures = 0
      case .upToDate:
        failures = 0
        try await Task.sleep(for: .seconds(configuration.pause))
      case .failed(let reason):
        failures += 1
        logger.warning(
          "CloudWatch Logs is asked again later",
          metadata: ["group": "\(configuration.logGroup)", "reason": "\(reason)"])
        try await Task.sleep(for: .seconds(Self.pause(failures: failures)))
      }
    }
  }

  /// Doubles from a second to a minute.
  package static func pause(failures: Int) -> Double {
    min(60, pow(2, Double(min(failures, 10) - 1)))
  }

  /// How far the group was read before.
  package func savedCursor() async throws(EventSinkError) -> CloudWatchCursor {
    guard let text = try await intake.checkpoint(configuration.checkpointKey) else {
      return CloudWatchCursor(start: configuration.start)
    }
    return CloudWatchCursor(text: text) ?? CloudWatchCursor(start: configuration.start)
  }

  /// Reads and stores one page.
  package func pass(_ cursor: inout CloudWatchCursor) async -> Outcome {
    let settling = Int64(configuration.settling * 1000)
    guard cursor.open(now: Int64(now() * 1000), settling: settling) else { return .upToDate }
    do {
      let response = try await transport.send(try await request(cursor))
      guard response.status == 200 else { return refused(response, &cursor) }
      var page = try CloudWatchPage(
        response.body, metadata: configuration.metadata,
        streamPrefix: configuration.streamPrefix)
      let count = page.block.count
      var next = cursor
      next.turn(nextToken: page.nextToken)
      page.block.checkpoint = .init(key: configuration.checkpointKey, value: next.text)
      // Pages may be empty with more behind them; their mark is worth nothing to the store.
      if count > 0 { _ = try await intake.append(page.block, from: Self.name) }
      cursor = next
      return .page(events: count)
    } catch {
      return .failed("\(error)")
    }
  }

  private func refused(
    _ response: OutgoingResponse, _ cursor: inout CloudWatchCursor
  ) -> Outcome {
    let text = String(decoding: response.body.prefix(500), as: UTF8.self)
    if response.status == 400, text.contains("InvalidParameterException"), cursor.token != nil {
      cursor.reopen()
    }
    return .failed("HTTP \(response.status): \(text)")
  }

  private func request(_ cursor: CloudWatchCursor) async throws -> OutgoingRequest {
    let url = configuration.url
    let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
    var request = OutgoingRequest(
      method: "POST", url: url,
      headers: [
        ("Host", String(rest.prefix { $0 != "/" })),
        ("Content-Type", "application/x-amz-json-1.1"),
        ("X-Amz-Target", "Logs_20140328.FilterLogEvents"),
      ], body: configuration.question(cursor))
    let signature = AWSSignature(
      credentials: try await credentials(), region: configuration.region, service: "logs")
    signature.sign(&request, now: now())
    return request
  }
}
