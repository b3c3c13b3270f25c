import Detections
import Foundation
import Logging
import ServiceLifecycle

/// Runs what is due, again and again.
struct ScheduleLoop: Service {
  let scheduler: DetectionScheduler
  let clock: ServiceClock
  let logger: Logger

  /// Units: seconds. Events that arrive late are noticed at this pace.
  private static let pause = 0.5

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        clock.refresh()
        do {
          try await scheduler.tick(now: clock.now)
        } catch {
          logger.error("a tick of the scheduler failed", metadata: ["error": "\(error)"])
        }
        try? await Task.sleep(for: .seconds(Self.pause))
      }
    }
    scheduler.stop()
  }
}
