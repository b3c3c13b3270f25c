import Foundation
import Synchronization

/// Files that live as long as this does: events that stand in a content file, or that an audit
/// policy has reduced.
package final class ScratchFolder: Sendable {
  private let path: String
  private let written = Mutex(0)

  /// Errors: the folder cannot be made.
  package init(in parent: String = NSTemporaryDirectory()) throws {
    path = (parent as NSString).appendingPathComponent("needletail-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a new file and gives its path.
  package func file(_ bytes: [UInt8]) throws -> String {
    let number = written.withLock { number in
      number += 1
      return number
    }
    let file = (path as NSString).appendingPathComponent("events-\(number).ndjson")
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }
}
