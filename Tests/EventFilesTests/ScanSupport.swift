import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import Synchronization

/// Collects batches from all threads.
final class Collector: ScanConsumer {
  let batches = Mutex<[Batch]>([])

  func makeWorker() -> any ScanWorker { Worker(self) }

  private final class Worker: ScanWorker {
    let collector: Collector
    init(_ collector: Collector) { self.collector = collector }
    func consume(_ batch: Batch) throws { collector.batches.withLock { $0.append(batch) } }
  }

  /// All rows, newest first.
  var ordered: [Batch] { batches.withLock { $0 }.sorted { $0.ordinal < $1.ordinal } }

  /// A field of all rows, newest first; several values joined by `|`, null as `-`.
  func values(_ field: String) -> [String] {
    ordered.flatMap { batch in
      let column = batch[field]
      return (0..<batch.rowCount).map { row in
        let arena = Arena()
        let values = column[row].texts(in: arena).map { $0.string }
        return values.isEmpty ? "-" : values.joined(separator: "|")
      }
    }
  }
}

/// A folder of its own that goes away with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "needletail-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    let folder = (file as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }
}

struct ScanResult {
  let collector: Collector
  let report: ScanReport
  /// Newest first.
  func values(_ field: String) -> [String] { collector.values(field) }
}

enum TestScan {
  static let arrival = 1_800_000_000.0

  static func options(
    _ format: InputFormat = .auto, chunkSize: Int = 1 << 20, workers: Int = 2
  ) -> FileSourceOptions {
    FileSourceOptions(
      format: format, machineName: "laptop", arrival: arrival, workerCount: workers,
      chunkSize: chunkSize)
  }

  static func run(
    _ paths: [String], _ predicate: QueryPlan.Expression? = nil, needs: FieldNeeds = .everything,
    options: FileSourceOptions = options()
  ) throws -> ScanResult {
    let collector = Collector()
    let scan = EventScan(predicate: predicate, needs: needs)
    let report = try FileSource(paths: paths, options: options).scan(
      [ScanRequest(scan: scan, consumer: collector)], cancellation: Cancellation())
    return ScanResult(collector: collector, report: report)
  }

  /// Scans a text as a file.
  static func run(
    text: String, _ predicate: QueryPlan.Expression? = nil, needs: FieldNeeds = .everything,
    options: FileSourceOptions = options()
  ) throws -> ScanResult {
    let folder = try TemporaryFolder()
    return try run([try folder.write("file.log", text)], predicate, needs: needs, options: options)
  }

  static func match(_ field: String, _ value: String) -> QueryPlan.Expression {
    .fieldMatch(FieldMatch(field: field, comparison: .equal, value: value))
  }
}

/// Real audit logs that lie beside the project, if they do.
enum RealLogs {
  static let folder: String? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appendingPathComponent("shared/data/audit").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()
}
