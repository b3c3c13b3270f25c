import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOPosix
package import ServiceLifecycle

/// Runs the listeners until it is told to stop.
///
/// Ordering: a graceful stop takes no more connections, answers what is being read, and returns
/// when every connection is closed or `grace` seconds are over.
package struct ServerService: Service {
  private let configuration: ReceiverConfiguration
  private let intake: EventIntake
  private let logger: Logger
  private let budget: ByteBudget
  private let gate: ConnectionGate
  package let ports: BoundPorts

  /// Errors: `limits` that contradict each other.
  package init(
    configuration: ReceiverConfiguration, intake: EventIntake, logger: Logger
  ) throws(ServerError) {
    let limits = configuration.limits
    guard limits.bodyBytes <= limits.bytesInFlight else {
      throw .limits(
        "one body may have \(limits.bodyBytes) bytes, and all together only "
          + "\(limits.bytesInFlight): raise the second or lower the first")
    }
    self.configuration = configuration
    self.intake = intake
    self.logger = logger
    budget = ByteBudget(limit: limits.bytesInFlight)
    gate = ConnectionGate(limit: OpenFileLimit.connections(wanted: limits.connections))
    ports = BoundPorts(count: configuration.listeners.count)
  }

  /// The state of the connections as it is now.
  package var load: ServerLoad {
    ServerLoad(
      connections: gate.count, refusedConnections: gate.refused, bytesInFlight: budget.inUse)
  }

  package func run() async throws {
    if gate.limit < configuration.limits.connections {
      logger.warning(
        "fewer connections than configured: the limit of open files does not allow more",
        metadata: ["connections": "\(gate.limit)"])
    }
    do {
      try await withGracefulShutdownHandler {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for listener in configuration.listeners {
            let server = try server(for: listener)
            group.addTask { try await run(server, for: listener) }
          }
          // One listener that cannot listen ends them all.
          while try await group.next() != nil {}
        }
      } onGracefulShutdown: {
        intake.stop()
      }
    } catch let error as ServerError {
      ports.fail(error)
      throw error
    }
  }

  private func run(
    _ server: any Service, for listener: ReceiverConfiguration.Listener
  ) async throws {
    do {
      try await server.run()
    } catch {
      throw ServerError.listener(
        name: listener.name, address: "\(listener.host):\(listener.port)", reason: "\(error)")
    }
  }

  private func server(
    for listener: ReceiverConfiguration.Listener
  ) throws -> any Service {
    let base = ReceiverChannel(
      handlers: listener.handlers, limits: configuration.limits, budget: budget, gate: gate,
      isEncrypted: listener.encryption != nil)
    let address = ServerConfiguration(
      address: .hostname(listener.host, port: listener.port), backlog: 1024)
    let ports = ports
    let name = listener.name
    let onServerRunning: @Sendable (any Channel) async -> Void = { channel in
      ports.set(channel.localAddress?.port ?? 0, of: name)
    }
    let group = MultiThreadedEventLoopGroup.singleton
    guard let encryption = listener.encryption else {
      return base.server(
        configuration: address, onServerRunning: onServerRunning, eventLoopGroup: group,
        logger: logger)
    }
    let encrypted = try TLSChannel(base, tlsConfiguration: encryption.configuration())
    return encrypted.server(
      configuration: address, onServerRunning: onServerRunning, eventLoopGroup: group,
      logger: logger)
  }
}

/// What the connections of a server take at a moment.
package struct ServerLoad: Sendable, Equatable {
  package var connections: Int
  package var refusedConnections: Int
  package var bytesInFlight: Int
}
