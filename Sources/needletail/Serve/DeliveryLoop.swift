import Detections
import Foundation
import Logging
import ServiceLifecycle

/// Sends findings to where they go.
struct DeliveryLoop: Service {
  let delivery: DeliveryService
  let clock: ServiceClock
  let logger: Logger

  /// Units: seconds.
  private static let pause = 0.5

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await delivery.deliver(now: clock.now) { Double.random(in: 0..<1) }
        } catch {
          logger.error("findings cannot be sent", metadata: ["error": "\(error)"])
        }
        try? await Task.sleep(for: .seconds(Self.pause))
      }
    }
  }
}
