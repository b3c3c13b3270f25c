import Dispatch

/// Whether so much comes in that everything else should wait.
struct IngestPressure {
  /// Units: bytes a second; about a third of what one core can take in.
  private static let high = 32.0 * 1_048_576
  /// Units: seconds.
  private static let window = 0.5

  private var start = DispatchTime(uptimeNanoseconds: 0)
  private var bytes = 0
  private var rate = 0.0

  mutating func add(_ count: Int, at now: DispatchTime) {
    let seconds = Self.seconds(from: start, to: now)
    if seconds > Self.window {
      rate = Double(bytes) / seconds
      (start, bytes) = (now, 0)
    }
    bytes += count
  }

  func isHigh(at now: DispatchTime) -> Bool {
    let seconds = Self.seconds(from: start, to: now)
    guard seconds < 2 * Self.window else { return false }
    return max(rate, Double(bytes) / Self.window) > Self.high
  }

  private static func seconds(from start: DispatchTime, to end: DispatchTime) -> Double {
    end < start ? 0 : Double(end.uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
  }
}
