import AuditGenerator
import Diagnostics
import EventFiles
import EventModel
import EventStore
import Execution
import Foundation
import GRDB
import QueryPlan
import SearchEngine

/// A folder of its own that goes away with the test.
final class StoreFolder {
  let path: String

  init() { path = NSTemporaryDirectory() + "needletail-store-" + UUID().uuidString }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var database: String { path + "/events.sqlite" }
}

enum TestStore {
  static let arrival = 1_800_000_000.0

  /// Small segments and blocks, so that few events make many; nothing happens in the background.
  static var options: StoreOptions {
    var options = StoreOptions()
    options.segmentEvents = 200
    options.blockBytes = 64 << 10
    options.threads = 2
    options.compactsInBackground = false
    return options
  }

  static func open(
    _ folder: StoreFolder, _ options: StoreOptions = options, now: Double = arrival
  ) throws -> EventStore {
    try EventStore(folder: folder.path, options: options) { now }
  }

  static let audit = EventBlock.Metadata(
    index: "main", source: "kubernetes", sourcetype: "_json", host: "localhost")

  static func metadata(index: String) -> EventBlock.Metadata {
    EventBlock.Metadata(index: index, source: "test", sourcetype: "_json", host: "h")
  }

  static func block(
    _ lines: some Sequence<String>, metadata: EventBlock.Metadata = audit, time: Int64? = nil
  ) -> EventBlock {
    var block = EventBlock()
    for line in lines { block.append(Array(line.utf8), time: time, metadata: metadata) }
    return block
  }

  /// Lines of a believable audit log, always the same.
  static func lines(_ count: Int, seed: UInt64 = 7) throws -> [String] {
    let start = Instant("2026-02-10T08:00:00Z") ?? Instant(microseconds: 0)
    var generator = try AuditLogGenerator(seed: seed, start: start)
    var bytes: [UInt8] = []
    for _ in 0..<count { _ = generator.appendEvent(to: &bytes) }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { String($0) }
  }

  /// An audit event with what de-duplication looks at.
  static func event(
    id: String, stage: String = "ResponseComplete",
    received: String = "2026-02-10T08:00:00.000000Z",
    verb: String = "get"
  ) -> String {
    #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"\#(id)","#
      + #""stage":"\#(stage)","requestURI":"/api","verb":"\#(verb)","user":{"username":"u"},"#
      + #""requestReceivedTimestamp":"\#(received)","stageTimestamp":"\#(received)"}"#
  }

  /// The rows of a search, each as its `field=values`; the order of fields that no command orders
  /// depends on how events are cut into batches, so they are sorted.
  static func rows(
    _ spl: String, over source: any EventSource, earliest: Double? = nil, latest: Double? = nil
  ) throws -> [String] {
    let environment = SearchEnvironment(
      now: arrival, zone: .utc, earliest: earliest, latest: latest)
    let compiler = SearchCompiler(environment: environment)
    let search = try compiler.compile(SourceText(name: "test", text: spl).wholeSpan)
    let result = try SearchJob(plan: search.plan, environment: environment).run(over: source)
    let arena = Arena()
    return result.batches.flatMap { batch in
      (0..<batch.rowCount).map { row in
        batch.fields.filter { !Batch.isHidden($0) }.sorted().compactMap { field in
          let values = batch[field][row].texts(in: arena).map { $0.string }
          return values.isEmpty ? nil : "\(field)=\(values.joined(separator: "|"))"
        }.joined(separator: " ")
      }
    }
  }

  static func count(_ spl: String, over source: any EventSource) throws -> Int {
    let rows = try rows(spl + " | stats count", over: source)
    return rows.first.flatMap { Int($0.dropFirst("count=".count)) } ?? -1
  }
}
