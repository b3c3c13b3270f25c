import Diagnostics
import EventStore
import Foundation
import Logging
import Server
import ServiceLifecycle

/// A server on a free port, for the time of a test.
struct RunningServer {
  let port: Int
  let sink: SinkDouble
  let service: ServerService
  private let group: ServiceGroup

  func stop() {
    let group = group
    Task { await group.triggerGracefulShutdown() }
  }

  /// Small ones, changed.
  static func limits(_ change: (inout ConnectionLimits) -> Void) -> ConnectionLimits {
    var limits = ConnectionLimits()
    limits.bodyBytes = 100_000
    limits.lingerSeconds = 0.3
    change(&limits)
    return limits
  }

  static func run<Result: Sendable>(
    encryption: ListenerEncryption? = nil, credentials: [ReceiverCredential] = [],
    limits: ConnectionLimits = RunningServer.limits { _ in },
    _ body: @Sendable (RunningServer) async throws -> Result
  ) async throws -> Result {
    let sink = SinkDouble()
    let intake = EventIntake(sink: sink)
    let token = HECToken(name: "test", value: Secret("t0ken"))
    let collector = HECReceiver(
      configuration: HECConfiguration(tokens: [token], defaults: HECDefaults(host: "server")),
      intake: intake, now: { 1 })
    let webhook = AuditWebhookReceiver(
      configuration: AuditWebhookConfiguration(credentials: credentials), intake: intake)
    let pages = StatusPages(metrics: { "" }, unreadiness: { nil })
    var configuration = ReceiverConfiguration(listeners: [
      .init(
        name: "test", host: "127.0.0.1", port: 0, encryption: encryption,
        handlers: [collector, webhook, pages])
    ])
    configuration.limits = limits
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let service = try ServerService(configuration: configuration, intake: intake, logger: logger)
    let group = ServiceGroup(services: [service], logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      let ports = try await service.ports.all()
      let server = RunningServer(
        port: ports["test"] ?? 0, sink: sink, service: service, group: group)
      let result: Result
      do {
        result = try await body(server)
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
      return result
    }
  }
}
