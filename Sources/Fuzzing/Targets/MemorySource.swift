import EventModel
import Execution
import QueryPlan
import SPLLibrary

/// A few events in memory, in two batches.
struct MemorySource: EventSource {
  private let batches: [Batch]

  /// `lines`: flat JSON objects, oldest first.
  init(lines: [String]) throws(FuzzFailure) {
    do {
      let rows = try lines.reversed().map { try LiteralRows.fields(of: $0) }
      let environment = SearchEnvironment(now: 0, zone: .utc)
      var batches: [Batch] = []
      for (start, part) in [(0, rows.prefix(2)), (2, rows.dropFirst(2))] {
        let literal = LiteralRows(summary: "", rows: Array(part))
        for var batch in try literal.rows(wanted: .everything, in: environment) {
          batch.ordinal = start
          batches.append(batch)
        }
      }
      self.batches = batches
    } catch {
      throw FuzzFailure("the events of the target are broken: \(error)")
    }
  }

  func scan(_ requests: [ScanRequest], cancellation: Cancellation) throws -> ScanReport {
    for request in requests {
      for batch in batches.reversed() {
        let worker = request.consumer.makeWorker()
        var narrowed = batch
        for field in batch.fields where !request.scan.needs.contains(field) {
          narrowed.remove(field)
        }
        try worker.consume(narrowed)
      }
    }
    return ScanReport()
  }
}
