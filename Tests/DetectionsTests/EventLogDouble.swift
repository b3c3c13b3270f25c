import EventModel
import EventStore
import Execution
import QueryPlan
import SPLLibrary
import Synchronization

@testable import Detections

/// A store in memory: events go in as blocks of JSON objects, are searched, and their arrivals told.
final class EventLogDouble: EventSource, EventSink, ArrivalLog {
  private struct State {
    /// By hour of the events' time.
    var rows: [Int: [(time: Double, fields: [(field: String, values: [String])])]] = [:]
    var arrivals: [Arrival] = []
    var scans = 0
    var searches = 0
    /// By hour, until something comes to it.
    var batches: [Int: [Batch]] = [:]
    var isBusy = false
    var scanFailures = 0
  }

  private let state = Mutex(State())

  var scans: Int { state.withLock { $0.scans } }
  var searches: Int { state.withLock { $0.searches } }

  func setBusy(_ isBusy: Bool) { state.withLock { $0.isBusy = isBusy } }

  func failScans(_ count: Int) { state.withLock { $0.scanFailures = count } }

  func append(_ block: EventBlock) async throws(EventSinkError) -> EventReceipt {
    if state.withLock({ $0.isBusy }) { throw .busy("the disk is full") }
    insert(block)
    return EventReceipt(stored: block.count)
  }

  func checkpoint(_ key: String) async throws(EventSinkError) -> [UInt8]? { nil }

  func insert(_ block: EventBlock) {
    for event in 0..<block.count {
      let text = String(decoding: block.text[block.range(event)], as: UTF8.self)
      let described = block.metadata[Int(block.metadataIndexes[event])]
      guard let time = block.times[event].map({ Double($0) / 1e6 }),
        case .object(let members) = try? JSONValue.parse(text)
      else { continue }
      var fields: [(field: String, values: [String])] = [
        ("_time", [NumberText.format(time)]), ("_raw", [text]), ("index", [described.index]),
        ("source", [described.source]), ("sourcetype", [described.sourcetype]),
        ("host", [described.host]),
      ]
      for (key, value) in members {
        let texts: [String] =
          switch value {
          case .string(let text): [text]
          case .number(let text, _): [text]
          case .bool(let flag): [flag ? "true" : "false"]
          case .null: []
          case .array, .object: [value.compactText]
          }
        if let known = fields.firstIndex(where: { $0.field == key }) {
          fields[known].values += texts
        } else {
          fields.append((key, texts))
        }
      }
      state.withLock { state in
        state.rows[Int(time / 3600), default: []].append((time, fields))
        state.batches[Int(time / 3600)] = nil
        state.arrivals.append(Arrival(times: time...time, count: 1))
      }
    }
  }

  func arrivals(after position: Int64?) async throws -> (arrivals: [Arrival], position: Int64) {
    state.withLock { state in
      let end = Int64(state.arrivals.count)
      guard let position else { return ([], end) }
      return (Array(state.arrivals[Int(position)...]), end)
    }
  }

  func scan(_ requests: [ScanRequest], cancellation: Cancellation) throws -> ScanReport {
    let fails = state.withLock { state in
      state.scans += 1
      state.searches += requests.count
      state.scanFailures -= 1
      return state.scanFailures >= 0
    }
    if fails { throw SourceError("the disk is gone") }
    var report = ScanReport()
    for request in requests {
      let worker = request.consumer.makeWorker()
      for batch in try batches(request.scan) {
        report.records += batch.rowCount
        try worker.consume(batch)
      }
    }
    return report
  }

  private func batches(_ scan: EventScan) throws -> [Batch] {
    let first = scan.earliest.map { Int($0 / 3600) } ?? Int.min
    let last = scan.latest.map { Int($0 / 3600) } ?? Int.max
    return try state.withLock { state in
      try state.rows.keys.filter { $0 >= first && $0 <= last }.sorted(by: >).enumerated()
        .flatMap { place, hour in
          let batches = try state.batches[hour] ?? Self.batches(state.rows[hour] ?? [])
          state.batches[hour] = batches
          return batches.map { batch in
            var batch = batch
            batch.ordinal = place << 32 | batch.ordinal
            return batch
          }
        }
    }
  }

  private static func batches(
    _ rows: [(time: Double, fields: [(field: String, values: [String])])]
  ) throws -> [Batch] {
    try LiteralRows(summary: "", rows: rows.map(\.fields))
      .rows(wanted: .everything, in: SearchEnvironment(now: 0, zone: .utc))
  }
}
