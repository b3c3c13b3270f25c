import Foundation
import Synchronization

/// The daemon's clock, which only goes forward.
final class TestClock: Sendable {
  private let folder: DaemonFolder
  private let offset = Mutex(0)

  init(_ folder: DaemonFolder) { self.folder = folder }

  /// Units: seconds since 1970.
  var now: Double { Date().timeIntervalSince1970 + Double(offset.withLock { $0 }) }

  func advance(_ seconds: Int) {
    let new = offset.withLock { offset in
      offset += seconds
      return offset
    }
    folder.setOffset(new)
  }
}
