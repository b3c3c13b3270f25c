import EventModel
import Foundation

/// How far a log group was read: windows of time, each page by page.
///
/// A window ends some seconds before now, so that events that are slow to arrive are in it.
/// Shape: as text, `1 START END TOKEN`; the end is 0 between windows.
/// Units: milliseconds since the epoch, as CloudWatch counts.
package struct CloudWatchCursor: Sendable, Equatable {
  /// The next window, or the one that is being read, begins here.
  package private(set) var start: Int64
  /// Where the window that is being read ends.
  package private(set) var end: Int64?
  /// CloudWatch's own mark of the next page.
  package private(set) var token: String?

  package init(start: Int64) {
    self.start = start
  }

  /// Begins a window where none is open; false when it is too early for one.
  package mutating func open(now: Int64, settling: Int64) -> Bool {
    if end != nil { return true }
    guard now - settling > start else { return false }
    end = now - settling
    return true
  }

  /// Takes note of a page's end.
  package mutating func turn(nextToken: String?) {
    guard let end else { return }
    token = nextToken
    guard nextToken == nil else { return }
    start = end
    self.end = nil
  }

  /// Reads the window again from its first page: a mark is good for a day only.
  package mutating func reopen() { token = nil }

  package var text: [UInt8] {
    Array("1 \(start) \(end ?? 0) \(token ?? "")".utf8)
  }

  /// Nil for what is no cursor.
  package init?(text: [UInt8]) {
    let parts = String(decoding: text, as: UTF8.self)
      .split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "1", let start = Int64(parts[1]),
      let end = Int64(parts[2])
    else { return nil }
    self.start = start
    self.end = end == 0 ? nil : end
    token = parts[3].isEmpty ? nil : String(parts[3])
  }
}
