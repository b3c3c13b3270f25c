import EventModel
import Execution
import QueryPlan

/// A source whose batches pass through a function on their way to the searches.
struct WrappedSource: EventSource {
  let base: any EventSource
  /// Called from several threads.
  let transform: @Sendable (Batch) -> Batch

  func scan(_ requests: [ScanRequest], cancellation: Cancellation) throws -> ScanReport {
    let wrapped = requests.map { request in
      var scan = request.scan
      scan.needs.insert("_time")
      return ScanRequest(
        scan: scan, consumer: Consumer(base: request.consumer, transform: transform))
    }
    return try base.scan(wrapped, cancellation: cancellation)
  }

  private struct Consumer: ScanConsumer {
    let base: any ScanConsumer
    let transform: @Sendable (Batch) -> Batch

    func makeWorker() -> any ScanWorker {
      Worker(base: base.makeWorker(), transform: transform)
    }
  }

  private final class Worker: ScanWorker {
    private let base: any ScanWorker
    private let transform: @Sendable (Batch) -> Batch

    init(base: any ScanWorker, transform: @escaping @Sendable (Batch) -> Batch) {
      self.base = base
      self.transform = transform
    }

    func consume(_ batch: Batch) throws { try base.consume(transform(batch)) }
  }
}

extension WrappedSource {
  /// The events of a source at other times.
  ///
  /// `shift`: seconds that every `_time` moves; times inside events stay as they are.
  static func shifted(_ base: any EventSource, by shift: Double) -> any EventSource {
    guard shift != 0 else { return base }
    return WrappedSource(base: base) { batch in
      var batch = batch
      let times = batch["_time"]
      let cells = (0..<batch.rowCount).map { row in
        times[row].number.map { Cell.number($0 + shift) } ?? times[row]
      }
      batch.set("_time", Column(cells, arenas: times.arenas))
      return batch
    }
  }
}

/// Several sources as one, the last one's events newest.
struct MergedSource: EventSource {
  let parts: [any EventSource]

  /// Batches of one part never reach the ordinals of the next.
  private static let room = 1 << 54

  func scan(_ requests: [ScanRequest], cancellation: Cancellation) throws -> ScanReport {
    var total = ScanReport()
    for (index, part) in parts.enumerated() {
      let offset = (parts.count - 1 - index) * Self.room
      let wrapped = WrappedSource(base: part) { batch in
        var batch = batch
        batch.ordinal += offset
        return batch
      }
      let report = try wrapped.scan(requests, cancellation: cancellation)
      total.files += report.files
      total.bytes += report.bytes
      total.records += report.records
      total.brokenRecords += report.brokenRecords
      total.problems += report.problems
      total.unreadableFiles += report.unreadableFiles
      total.damagedFiles += report.damagedFiles
    }
    return total
  }
}
