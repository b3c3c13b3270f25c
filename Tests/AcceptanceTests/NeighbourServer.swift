import EventModel
import EventStore
import Foundation
import Logging
import Server
import ServiceLifecycle
import Synchronization

/// What a daemon talks to: a webhook that takes findings, and a log group to read.
final class NeighbourServer: RequestHandler {
  let bodies = Mutex<[String]>([])
  /// The audit events of the log group.
  let logged = Mutex<[(time: Int64, text: String)]>([])

  func admit(_ head: RequestHead) -> Admission? { .accept }

  func answer(_ request: ReceivedRequest) async -> HTTPAnswer {
    guard request.head.header("x-amz-target") == nil else { return logEvents(request.body) }
    let text = String(decoding: request.body, as: UTF8.self)
    bodies.withLock { $0.append(text) }
    return HTTPAnswer(status: 200, contentType: "text/plain", "ok")
  }

  /// One page with all events of the window that is asked for.
  private func logEvents(_ body: [UInt8]) -> HTTPAnswer {
    let question = try? JSONValue.parse(String(decoding: body, as: UTF8.self))
    let number = { (name: String) -> Int64? in
      guard case .number(_, let value)? = question?[name] else { return nil }
      return Int64(value)
    }
    let (start, end) = (number("startTime") ?? 0, number("endTime") ?? .max)
    let events = logged.withLock { $0 }.filter { start <= $0.time && $0.time <= end }
    let items = events.enumerated().map { index, event in
      let message = event.text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return """
        {"logStreamName":"kube-apiserver-audit-1","timestamp":\(event.time),\
        "message":"\(message)","eventId":"\(index)"}
        """
    }
    return HTTPAnswer(
      status: 200, contentType: "application/x-amz-json-1.1",
      "{\"events\":[\(items.joined(separator: ","))]}")
  }

  /// Serves over TLS for the time of `body`, which gets the port.
  func run<Result: Sendable>(
    certificate: String, key: String, _ body: @Sendable (Int) async throws -> Result
  ) async throws -> Result {
    var logger = Logger(label: "neighbour")
    logger.logLevel = .critical
    let service = try ServerService(
      configuration: ReceiverConfiguration(listeners: [
        .init(
          name: "neighbour", host: "127.0.0.1", port: 0,
          encryption: ListenerEncryption(certificatePath: certificate, keyPath: key),
          handlers: [self])
      ]), intake: EventIntake(sink: NoStore()), logger: logger)
    let group = ServiceGroup(services: [service], logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      let port = try await service.ports.all()["neighbour"] ?? 0
      let result: Swift.Result<Result, any Error>
      do {
        result = .success(try await body(port))
      } catch {
        result = .failure(error)
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
      return try result.get()
    }
  }
}

/// A server needs somewhere to put events; this one gets none.
private struct NoStore: EventSink {
  func append(_ block: EventBlock) async throws(EventSinkError) -> EventReceipt {
    throw .stopping
  }

  func checkpoint(_ key: String) async throws(EventSinkError) -> [UInt8]? { nil }
}
