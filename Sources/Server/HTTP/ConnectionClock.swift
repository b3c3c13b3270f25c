import NIOCore

/// Until when a client must have sent what is waited for.
struct ConnectionClock {
  enum Wait {
    case firstHead
    case body
    case nextHead
  }

  private let limits: ConnectionLimits
  private(set) var wait = Wait.firstHead
  private var start: NIODeadline
  var lastPiece: NIODeadline
  /// Bytes of the body so far.
  var received = 0

  init(limits: ConnectionLimits, now: NIODeadline) {
    self.limits = limits
    start = now
    lastPiece = now
  }

  /// `keepingProgress` goes on with a body that is being read while an earlier request is answered.
  mutating func begin(_ wait: Wait, at now: NIODeadline, keepingProgress: Bool = false) {
    if keepingProgress, case .body = wait, case .body = self.wait { return }
    self.wait = wait
    start = now
    lastPiece = now
    received = 0
  }

  /// While a request is answered nothing is asked of the client.
  func deadline(isAnswering: Bool) -> NIODeadline {
    if isAnswering { return .now() + .seconds(limits.idleSeconds) }
    switch wait {
    case .firstHead: return start + .seconds(limits.headSeconds)
    case .nextHead: return start + .seconds(limits.idleSeconds)
    case .body:
      let fair = Double(received) / Double(max(1, limits.slowestBytesPerSecond))
      return min(
        lastPiece + .seconds(limits.stallSeconds),
        start + .seconds(limits.stallSeconds + fair))
    }
  }
}

extension TimeAmount {
  static func seconds(_ seconds: Double) -> TimeAmount {
    .nanoseconds(Int64(min(seconds, 1e9) * 1e9))
  }
}
