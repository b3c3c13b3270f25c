package import EventModel
package import QueryPlan

/// Where events come from: files, the store, another engine.
///
/// Several searches share one scan: the source reads each event once, with the union of what they
/// need, and hands every search the events that may satisfy its predicate.
package protocol EventSource: Sendable {
  /// Reads all events once, from several threads.
  ///
  /// Each request's consumer is asked for one worker a thread. A worker gets batches whose rows
  /// may satisfy the request's predicate (all that do, and perhaps others), with at least the
  /// fields that it needs. A batch's `ordinal` is its place in the stream: smaller is newer.
  /// Ordering: rows within a batch come newest first by arrival, unless all requests take them in any
  /// order; batches in any order.
  /// Errors: what the world does (`SourceError`), and what a worker throws.
  func scan(_ requests: [ScanRequest], cancellation: Cancellation) throws -> ScanReport
}

/// One search's part of a scan.
package struct ScanRequest: Sendable {
  package let scan: EventScan
  package let consumer: any ScanConsumer
  /// Whether rows may come in any order, from anywhere in the stream together.
  package let takesAnyOrder: Bool

  package init(scan: EventScan, consumer: any ScanConsumer, takesAnyOrder: Bool = false) {
    self.scan = scan
    self.consumer = consumer
    self.takesAnyOrder = takesAnyOrder
  }
}

package protocol ScanConsumer: Sendable {
  /// Called once a thread, before the first batch.
  func makeWorker() -> any ScanWorker
}

package protocol ScanWorker: AnyObject {
  func consume(_ batch: Batch) throws
}

/// What a scan saw.
package struct ScanReport: Sendable {
  /// A record that could not be read.
  package struct Problem: Sendable, Equatable {
    package let file: String
    /// One-based; nil where the format has no lines.
    package let line: Int?
    package let reason: String

    package init(file: String, line: Int?, reason: String) {
      self.file = file
      self.line = line
      self.reason = reason
    }
  }

  package var files = 0
  package var bytes = 0
  /// Lines or documents, broken ones included.
  package var records = 0
  package var brokenRecords = 0
  /// The first few problems, in order of file and line; `brokenRecords` counts all.
  package var problems: [Problem] = []
  /// Files that were not read at all, and why: binaries, broken archives, no permission.
  package var unreadableFiles: [Problem] = []
  /// Files of which a part could not be read, because the file itself is broken; `problems` says
  /// where.
  package var damagedFiles: [Problem] = []

  package init() {}
}

/// What the world did to a source.
package struct SourceError: Error, Sendable, CustomStringConvertible {
  package let message: String

  package init(_ message: String) { self.message = message }

  package var description: String { message }
}
