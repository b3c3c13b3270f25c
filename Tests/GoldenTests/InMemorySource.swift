import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLLibrary

/// Events that a test wrote down, read in parts by as many workers.
struct InMemorySource: EventSource {
  private let parts: [[Batch]]

  /// Flat JSON objects, oldest first, as the lines of a log; each is cut into fields as it stands.
  init(lines: [String], parts: Int, batchSize: Int) throws {
    let newestFirst = Array(lines.reversed())
    let size = max(1, (newestFirst.count + parts - 1) / parts)
    var result: [[Batch]] = []
    for start in stride(from: 0, to: newestFirst.count, by: size) {
      let part = Array(newestFirst[start..<min(start + size, newestFirst.count)])
      var batches: [Batch] = []
      for first in stride(from: 0, to: part.count, by: batchSize) {
        let rows = Array(part[first..<min(first + batchSize, part.count)])
        var batch = try GivenRows.batch(rows)
        batch.ordinal = start + first
        batches.append(batch)
      }
      result.append(batches)
    }
    self.parts = result
  }

  func scan(_ requests: [ScanRequest], cancellation: Cancellation) throws -> ScanReport {
    // The last part first: the order of arrival at the merge must not matter.
    for batches in parts.reversed() {
      for request in requests {
        let worker = request.consumer.makeWorker()
        for batch in batches { try worker.consume(narrowed(batch, to: request.scan.needs)) }
      }
    }
    return ScanReport()
  }

  /// Only what was asked for, so that a field need that is missing shows.
  private func narrowed(_ batch: Batch, to needs: FieldNeeds) -> Batch {
    var result = batch
    for field in batch.fields where !needs.contains(field) { result.remove(field) }
    return result
  }
}

/// Rows that a test wrote down as JSON objects.
struct GivenRows: RowGenerator {
  let summary = "given"
  private let batches: [Batch]

  init(lines: [String], batchSize: Int) throws {
    batches = try stride(from: 0, to: lines.count, by: batchSize).map { start in
      try Self.batch(Array(lines[start..<min(start + batchSize, lines.count)]))
    }
  }

  func rows(
    wanted: FieldNeeds, in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] { batches }

  static func batch(_ lines: [String]) throws -> Batch {
    let rows = try lines.map { try LiteralRows.fields(of: $0) }
    let environment = SearchEnvironment(now: 0, zone: .utc)
    let batches = try LiteralRows(summary: "", rows: rows)
      .rows(wanted: .everything, in: environment)
    return batches.first ?? Batch(rowCount: 0)
  }
}
