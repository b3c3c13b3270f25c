import Foundation
import Synchronization

/// The daemon's clock: the machine's, moved forward by what a file says.
///
/// A file that holds a number of seconds lets a test live through a day in a moment.
final class ServiceClock: Sendable {
  private let offsetFile: String?
  private let offset = Atomic<Int>(0)

  init(offsetFile: String?) {
    self.offsetFile = offsetFile
    refresh()
  }

  /// Units: seconds since 1970.
  var now: Double {
    Date().timeIntervalSince1970 + Double(offset.load(ordering: .relaxed))
  }

  /// Reads the file again; one that holds no number changes nothing.
  func refresh() {
    guard let offsetFile, let text = try? String(contentsOfFile: offsetFile, encoding: .utf8),
      let seconds = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
    else { return }
    offset.store(seconds, ordering: .relaxed)
  }
}
