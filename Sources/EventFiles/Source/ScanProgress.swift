import Synchronization

/// How far a scan is.
package struct ScanProgress: Sendable, Equatable {
  /// Bytes of the files as they lie on disk; compressed files count compressed.
  package var bytesDone = 0
  /// Zero while not known, or when all input comes from streams.
  package var bytesTotal = 0
  package var records = 0

  package init(bytesDone: Int = 0, bytesTotal: Int = 0, records: Int = 0) {
    self.bytesDone = bytesDone
    self.bytesTotal = bytesTotal
    self.records = records
  }
}

/// Counts of a running scan, written by its threads and read by anyone.
final class ProgressCounter: Sendable {
  private let bytesDone = Atomic<Int>(0)
  private let bytesTotal = Atomic<Int>(0)
  private let records = Atomic<Int>(0)

  var snapshot: ScanProgress {
    ScanProgress(
      bytesDone: bytesDone.load(ordering: .relaxed),
      bytesTotal: bytesTotal.load(ordering: .relaxed),
      records: records.load(ordering: .relaxed))
  }

  func start(total: Int) {
    bytesDone.store(0, ordering: .relaxed)
    records.store(0, ordering: .relaxed)
    bytesTotal.store(total, ordering: .relaxed)
  }

  func add(bytes: Int) { bytesDone.add(bytes, ordering: .relaxed) }
  func add(records count: Int) { records.add(count, ordering: .relaxed) }
}
