import Execution
import Synchronization

/// What could not be read, gathered from all threads.
final class ProblemLog: Sendable {
  static let kept = 20

  /// A broken record, by where it lies.
  private struct Entry {
    let file: InputFile
    let chunk: Int
    let line: Int
    let reason: String

    func isBefore(_ other: Entry) -> Bool {
      (file.position, chunk, line) < (other.file.position, other.chunk, other.line)
    }
  }

  private struct State {
    var brokenRecords = 0
    var first: [Entry] = []
    var unreadable: [ScanReport.Problem] = []
    var damaged: [ScanReport.Problem] = []
  }

  private let state = Mutex(State())

  /// A file that is not read at all.
  func refuse(_ path: String, _ reason: String) {
    let problem = ScanReport.Problem(file: path, line: nil, reason: reason)
    state.withLock { $0.unreadable.append(problem) }
  }

  /// A file whose rest is not read.
  func damage(_ path: String, _ reason: String) {
    let problem = ScanReport.Problem(file: path, line: nil, reason: reason)
    state.withLock { $0.damaged.append(problem) }
  }

  /// `line`: line feeds of the chunk before the record.
  func add(_ reason: String, file: InputFile, chunk: Int, line: Int) {
    let entry = Entry(file: file, chunk: chunk, line: line, reason: reason)
    state.withLock { state in
      state.brokenRecords += 1
      let place = state.first.firstIndex { entry.isBefore($0) } ?? state.first.count
      guard place < Self.kept else { return }
      state.first.insert(entry, at: place)
      if state.first.count > Self.kept { state.first.removeLast() }
    }
  }

  /// Writes all into the report, once every chunk is done.
  func write(to report: inout ScanReport) {
    let state = state.withLock { $0 }
    report.brokenRecords = state.brokenRecords
    report.problems = state.first.map { entry in
      let lines = entry.file.lines(beforeChunk: entry.chunk)
      return ScanReport.Problem(
        file: entry.file.path, line: lines + entry.line + 1, reason: entry.reason)
    }
    report.unreadableFiles += state.unreadable
    report.damagedFiles = state.damaged.sorted { $0.file < $1.file }
    report.unreadableFiles.sort { $0.file < $1.file }
  }
}
