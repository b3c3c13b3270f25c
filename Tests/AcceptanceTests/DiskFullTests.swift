import Detections
import Diagnostics
import EventModel
import EventStore
import Foundation
import Logging
import Server
import ServiceLifecycle
import Testing

/// The receivers before a store that may not grow any more.
@Suite struct DiskFullTests {
  /// Source: SPLUNK_SURFACES §3 — 503 and code 9 is `Server is busy`, which clients try again.
  @Test func receiversAreBusyAndRecoverByThemselves() async throws {
    let folder = NSTemporaryDirectory() + "needletail-full-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try EventStore(folder: folder) { Date().timeIntervalSince1970 }
    try await Self.serve(store) { ask in
      #expect(try await ask(.collector, 0..<50).status == 200)
      #expect(try await ask(.webhook, 50..<100).status == 200)

      try store.limitPages(1)
      for _ in 0..<3 {
        let hec = try await ask(.collector, 100..<2100)
        #expect(hec.status == 503)
        #expect(String(decoding: hec.body, as: UTF8.self) == #"{"text":"Server is busy","code":9}"#)
        let list = try await ask(.webhook, 2100..<4100)
        #expect(list.status == 503)
        for answer in [hec, list] {
          #expect(answer.headers.contains { $0.name.lowercased() == "retry-after" })
        }
      }
      // What is known already needs no room, and an API server that asks again hears so.
      #expect(try await ask(.webhook, 50..<100).status == 200)
      #expect(try Self.stored(folder) == Array(repeating: 1, count: 100))

      try store.limitPages(1 << 30)
      #expect(try await ask(.collector, 100..<2100).status == 200)
      #expect(try await ask(.webhook, 2100..<4100).status == 200)
      #expect(try Self.stored(folder) == Array(repeating: 1, count: 4100))
    }
    await store.close()
    let check = try Program.run(["store", "check", folder])
    #expect(check.status == 0, "\(check)")
  }

  /// How often each audit id is in the store, which other processes may read meanwhile.
  private static func stored(_ folder: String) throws -> [Int] {
    let run = try Program.run([
      "search", "--format", "ndjson", "--store", folder, "index=main | stats count by auditID",
    ])
    #expect(run.status == 0, "\(run.errors)")
    return try run.output.split(separator: "\n").compactMap { line in
      switch try JSONValue.parse(String(line))["count"] {
      case .string(let text)?: Int(text)
      case .number(let text, _)?: Int(text)
      case .object, .array, .bool, .null, nil: nil
      }
    }
  }

  private typealias Ask = @Sendable (KillLoad.Receiver, Range<Int>) async throws -> OutgoingResponse

  /// Serves both receivers for the time of `body`.
  private static func serve(
    _ store: EventStore, _ body: @Sendable (@escaping Ask) async throws -> Void
  ) async throws {
    var logger = Logger(label: "full")
    logger.logLevel = .critical
    let intake = EventIntake(sink: store)
    let collector = HECReceiver(
      configuration: HECConfiguration(
        tokens: [HECToken(name: "test", value: Secret("t0ken"))],
        defaults: HECDefaults(host: "test")),
      intake: intake, now: { Date().timeIntervalSince1970 })
    var audit = AuditWebhookConfiguration(credentials: [])
    audit.allowsAnyone = true
    let webhook = AuditWebhookReceiver(configuration: audit, intake: intake)
    let service = try ServerService(
      configuration: ReceiverConfiguration(listeners: [
        .init(
          name: "all", host: "127.0.0.1", port: 0, encryption: nil, handlers: [collector, webhook])
      ]), intake: intake, logger: logger)
    let group = ServiceGroup(services: [service], logger: logger)
    let transport = ClientTransport()
    defer { transport.stop() }
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      let port = try await service.ports.all()["all"] ?? 0
      let result: Swift.Result<Void, any Error>
      do {
        result = .success(try await body { try await transport.send(request($0, $1, port: port)) })
      } catch {
        result = .failure(error)
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
      try result.get()
    }
  }

  private static func request(
    _ receiver: KillLoad.Receiver, _ numbers: Range<Int>, port: Int
  ) -> OutgoingRequest {
    let events = numbers.map { CronJobEvent.json($0, user: "user-\($0)", at: 1_800_000_000) }
    let (path, headers, body): (String, [(name: String, value: String)], String) =
      switch receiver {
      case .collector:
        (
          "/services/collector", [("Authorization", "Splunk t0ken")],
          events.map(CronJobEvent.envelope).joined()
        )
      case .webhook: ("/kubernetes/audit", [], CronJobEvent.list(events))
      }
    return OutgoingRequest(
      method: "POST", url: "http://127.0.0.1:\(port)\(path)", headers: headers,
      body: Array(body.utf8))
  }
}
