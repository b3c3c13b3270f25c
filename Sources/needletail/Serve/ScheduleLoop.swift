import Detections
import Foundation
import Logging
import ServiceLifecycle

/// Runs what is due, again and again.
struct ScheduleLoop: Service {
  let scheduler: DetectionScheduler
  let clock: ServiceClock
  /// Of the oldest events in the store; nil where they stay for ever. Units: seconds.
  let retention: Double?
  let logger: Logger

  /// Units: seconds. Events that arrive late are noticed at this pace.
  private static let pause = 0.5

  /// Units: seconds.
  private static let upkeep = 3600.0

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var keptUp = -Double.infinity
      while !Task.isCancelled {
        clock.refresh()
        do {
          try await scheduler.tick(now: clock.now)
          if let retention, clock.now - keptUp >= Self.upkeep {
            keptUp = clock.now
            try await scheduler.forget(olderThan: retention, now: keptUp)
          }
        } catch {
          logger.error("a tick of the scheduler failed", metadata: ["error": "\(error)"])
        }
        try? await Task.sleep(for: .seconds(Self.pause))
      }
    }
    scheduler.stop()
  }
}
