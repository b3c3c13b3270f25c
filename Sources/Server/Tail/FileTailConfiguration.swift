package import EventStore

/// A log file that is followed.
package struct FileTailConfiguration: Sendable {
  package var path: String
  package var metadata: EventBlock.Metadata
  /// Seconds between two looks at a file that has nothing new.
  package var pause = 0.5
  /// Bytes that become one block of events.
  package var blockBytes = 1 << 20
  package var largestLine = 16 << 20

  package init(path: String, metadata: EventBlock.Metadata) {
    self.path = path
    self.metadata = metadata
  }

  /// Under which the store keeps how far the file was read.
  package var checkpointKey: String { "tail:\(path)" }

  /// Whether a file beside the log is one of its rotated forms: `audit.log.1`,
  /// `audit-2026-01-01T00-00-00.000.log`.
  package func isRotated(_ name: String) -> Bool {
    let own = path.split(separator: "/").last.map(String.init) ?? path
    guard name != own else { return false }
    if name.hasSuffix(".gz") || name.hasSuffix(".zst") { return false }
    if name.hasPrefix(own + ".") { return true }
    guard let dot = own.lastIndex(of: ".") else { return name.hasPrefix(own + "-") }
    return name.hasPrefix(own[..<dot] + "-") && name.hasSuffix(own[dot...])
  }
}
