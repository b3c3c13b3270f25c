import Dispatch
import EventModel
package import Execution
import Synchronization

/// Files, folders and standard input as a source of events.
///
/// Files are read in pieces by several threads, the last file first and each from its end, so that
/// the newest events come first. Packed files (gzip, zstd, told by content) and JSON documents over
/// several lines are read from front to back, and their events put in the same order.
///
/// Every search of a scan shares one pass: a record that cannot satisfy any of them, told by the
/// literals that they need, is never parsed. It is counted, and looked at as `RecordLook` says.
/// Memory: a few pieces a thread, besides what consumers keep; a record larger than a piece is held
/// whole, up to the options' limit.
/// Ordering: batches are numbered by file and place alone, so the order does not depend on timing.
package final class FileSource: EventSource {
  private let paths: [String]
  private let options: FileSourceOptions
  private let counter = ProgressCounter()

  /// `paths`: files, folders (read recursively in order of name), `-` for standard input.
  package init(paths: [String], options: FileSourceOptions) {
    self.paths = paths
    self.options = options
  }

  /// How far the running scan is; may be asked from any thread.
  package var progress: ScanProgress { counter.snapshot }

  package func scan(
    _ requests: [ScanRequest], cancellation: Cancellation
  ) throws -> ScanReport {
    let listing = FileListing(paths)
    let problems = ProblemLog()
    let shared = ScanThread.Shared(
      requests: requests, files: files(of: listing, problems), options: options,
      problems: problems, progress: counter, cancellation: cancellation)
    try run(shared)
    var report = ScanReport()
    let totals = shared.totals.withLock { $0 }
    report.bytes = totals.bytes
    report.records = totals.records
    report.unreadableFiles = listing.unreadable
    problems.write(to: &report)
    report.files = listing.entries.count + listing.unreadable.count - report.unreadableFiles.count
    return report
  }

  /// The last file first.
  private func files(of listing: FileListing, _ problems: ProblemLog) -> [InputFile] {
    let setup = ReadingSetup(
      format: options.format, chunkSize: options.chunkSize, largestRecord: options.largestRecord,
      progress: counter, problems: problems)
    var files: [InputFile] = []
    var rank = 0
    var total = 0
    for (position, entry) in listing.entries.enumerated().reversed() {
      files.append(InputFile(entry: entry, position: position, firstRank: rank, setup: setup))
      rank += InputFile.ranks(entry.kind, chunkSize: options.chunkSize)
      if case .regular(let size) = entry.kind { total += size }
    }
    counter.start(total: total)
    return files
  }

  private func run(_ shared: ScanThread.Shared) throws {
    let failure = Mutex<(any Error)?>(nil)
    let stop = Atomic<Bool>(false)
    DispatchQueue.concurrentPerform(iterations: options.workerCount) { _ in
      guard !stop.load(ordering: .relaxed) else { return }
      do {
        try ScanThread(shared).run { stop.load(ordering: .relaxed) }
      } catch {
        stop.store(true, ordering: .relaxed)
        failure.withLock { if $0 == nil { $0 = error } }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
