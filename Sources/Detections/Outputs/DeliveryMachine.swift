/// What became of an attempt to deliver.
package enum DeliveryResult: Sendable, Equatable {
  case delivered
  /// The other side will never take it.
  case refused(String)
  /// Another attempt may help; the other side may have said after how many seconds.
  case failed(String, retryAfter: Double?)

  /// What an answer means.
  ///
  /// Source: RFC 9110 and RFC 6585: of the client errors, 408, 425 and 429 ask for another attempt.
  package init(_ response: OutgoingResponse) {
    switch response.status {
    case 200..<300: self = .delivered
    case 408, 425, 429, 500...:
      self = .failed("status \(response.status)", retryAfter: Self.delay(response))
    default: self = .refused("status \(response.status)" + Self.excerpt(response.body))
    }
  }

  private static func delay(_ response: OutgoingResponse) -> Double? {
    response.headers.first { $0.name.lowercased() == "retry-after" }.flatMap { Double($0.value) }
  }

  private static func excerpt(_ body: [UInt8]) -> String {
    let text = String(decoding: body.prefix(200), as: UTF8.self)
    return text.isEmpty ? "" : ": " + text
  }
}

/// Decides when a destination gets what waits for it. Pure: time and chance are parameters.
///
/// Ordering: oldest first; while one waits for another attempt, so do those behind it.
package struct DeliveryMachine: Sendable {
  package struct Settings: Sendable, Equatable {
    /// Units: seconds to the second attempt; every further one doubles it.
    package var firstDelay = 1.0
    package var longestDelay = 600.0
    /// After so many, a payload is a dead letter.
    package var attempts = 25

    package init() {}
  }

  package enum Decision: Sendable, Equatable {
    case remove
    case retry(attempts: Int, notBefore: Double, reason: String)
    case bury(reason: String)
  }

  package let settings: Settings
  /// Nothing is sent before.
  package private(set) var pausedUntil = -Double.infinity

  package init(settings: Settings = Settings()) { self.settings = settings }

  /// What to send now, of a queue that is oldest first.
  package func next(of queue: [QueuedDelivery], now: Double) -> QueuedDelivery? {
    guard now >= pausedUntil, let first = queue.first, first.notBefore <= now else { return nil }
    return first
  }

  /// What follows from an attempt.
  ///
  /// - Parameter chance: from 0 to 1; spreads the attempts of many.
  package mutating func handle(
    _ result: DeliveryResult, of delivery: QueuedDelivery, now: Double, chance: Double
  ) -> Decision {
    switch result {
    case .delivered:
      pausedUntil = -.infinity
      return .remove
    case .refused(let reason): return .bury(reason: reason)
    case .failed(let reason, let retryAfter):
      let attempts = delivery.attempts + 1
      let doubled = settings.firstDelay * Double(1 << min(delivery.attempts, 30))
      let delay = min(doubled, settings.longestDelay) * (0.5 + chance / 2)
      let notBefore = now + max(delay, min(retryAfter ?? 0, 3600))
      pausedUntil = notBefore
      if attempts >= settings.attempts {
        return .bury(reason: "\(reason), after \(attempts) attempts")
      }
      return .retry(attempts: attempts, notBefore: notBefore, reason: reason)
    }
  }
}
