import Dispatch
package import EventFiles
package import Execution
import Foundation
import GRDB
import QueryPlan
import Synchronization

/// The events of a store as a source for searches: those that were stored when the scan began.
///
/// Columns answer a search that needs no more than they hold; else only the text blocks with events
/// that the columns do not rule out are unpacked.
/// Memory: a segment's columns and a text block a thread.
/// Ordering: segments are numbered by when their events were stored, newest first.
package final class StoreSource: EventSource {
  private let database: StoreDatabase
  private let threads: Int
  private let bytesDone = Atomic<Int>(0)
  private let bytesTotal = Atomic<Int>(0)
  private let eventsDone = Atomic<Int>(0)

  init(_ database: StoreDatabase, threads: Int) {
    self.database = database
    self.threads = max(threads, 1)
  }

  /// Opens a store that another process may be writing to.
  ///
  /// Errors: `StoreError` when there is none.
  package convenience init(
    folder: String, threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) throws(StoreError) {
    self.init(try StoreDatabase(folder: folder, isReadOnly: true), threads: threads)
  }

  /// How far the running scan is; may be asked from any thread.
  package var progress: ScanProgress {
    ScanProgress(
      bytesDone: bytesDone.load(ordering: .relaxed),
      bytesTotal: bytesTotal.load(ordering: .relaxed),
      records: eventsDone.load(ordering: .relaxed))
  }

  package func scan(
    _ requests: [ScanRequest], cancellation: Cancellation
  ) throws -> ScanReport {
    let snapshot: StoreSnapshot
    let headers: [SegmentHeader]
    do {
      // One connection, whose transaction keeps what it sees; reading takes little of a thread's
      // time.
      snapshot = try StoreSnapshot(database)
      headers = try snapshot.read { db in
        try StoreDatabase.headers(
          db, where: StoreScanPlan.condition, StoreScanPlan.arguments(requests))
      }.reversed()
    } catch {
      throw SourceError("cannot read the store at \(database.path): \(error)")
    }
    let hasColumns = headers.allSatisfy { $0.layout == HotFields.version }
    let plan = StoreScanPlan(requests, hasColumns: hasColumns)
    start(headers)
    let report = Mutex(ScanReport())
    let failure = Mutex<(any Error)?>(nil)
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      do {
        let thread = try StoreScanThread(plan, snapshot: snapshot)
        while failure.withLock({ $0 == nil }) {
          try cancellation.check()
          let rank = next.add(1, ordering: .relaxed).oldValue
          guard rank < headers.count else { break }
          do {
            try thread.scan(headers[rank], rank: rank)
          } catch let damage as SegmentDamage {
            report.withLock { self.report(damage, headers[rank], in: &$0) }
          }
          count(headers[rank])
        }
      } catch {
        failure.withLock { if $0 == nil { $0 = error } }
      }
    }
    if let error = failure.withLock({ $0 }) {
      guard let error = error as? DatabaseError else { throw error }
      throw SourceError("cannot read the store at \(database.path): \(error)")
    }
    var result = report.withLock { $0 }
    result.files = 1
    result.records = headers.reduce(0) { $0 + $1.count }
    result.bytes = headers.reduce(0) { $0 + $1.textBytes }
    return result
  }

  private func start(_ headers: [SegmentHeader]) {
    bytesDone.store(0, ordering: .relaxed)
    eventsDone.store(0, ordering: .relaxed)
    bytesTotal.store(headers.reduce(0) { $0 + $1.textBytes }, ordering: .relaxed)
  }

  private func count(_ header: SegmentHeader) {
    bytesDone.add(header.textBytes, ordering: .relaxed)
    eventsDone.add(header.count, ordering: .relaxed)
  }

  /// Damage costs a search the segment's events; it goes on with the others and says so.
  private func report(
    _ damage: SegmentDamage, _ header: SegmentHeader, in report: inout ScanReport
  ) {
    let problem = ScanReport.Problem(
      file: database.path, line: nil,
      reason: "\(damage.description); \(header.count) events may be missing from the result; "
        + "`needletail store check` tells more")
    report.problems.append(problem)
    report.brokenRecords += 1
    if report.damagedFiles.isEmpty { report.damagedFiles.append(problem) }
  }
}
