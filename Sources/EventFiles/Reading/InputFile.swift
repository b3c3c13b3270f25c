import EventModel
import Execution
import Foundation
import Synchronization

/// One file of a scan: hands out chunks to the threads, and remembers how many lines each had.
final class InputFile: Sendable {
  enum Next {
    case chunk(Chunk)
    /// Another thread is unpacking; there may be more.
    case busy
    case end
  }

  private enum State {
    case closed
    case lines(LineFile)
    case stream(RecordStream)
    case done
  }

  private struct Opened {
    var state = State.closed
    var lineCounts: [Int: Int] = [:]
  }

  let path: String
  /// Where the file stands among those of the scan.
  let position: Int
  private let kind: FileListing.Kind
  /// The smallest place in the stream that its chunks may take.
  private let firstRank: Int
  private let setup: ReadingSetup
  private let opened = Mutex(Opened())

  /// Chunks that a stream of unknown length may have.
  static let streamRanks = 1 << 20

  init(entry: FileListing.Entry, position: Int, firstRank: Int, setup: ReadingSetup) {
    path = entry.path
    kind = entry.kind
    self.position = position
    self.firstRank = firstRank
    self.setup = setup
  }

  /// How many places in the stream a file takes.
  static func ranks(_ kind: FileListing.Kind, chunkSize: Int) -> Int {
    switch kind {
    case .regular(let size): max(streamRanks, size / chunkSize + 1)
    case .stream: streamRanks
    }
  }

  /// The next chunk, read into the buffer.
  ///
  /// `waits`: whether to wait while another thread reads the file's stream.
  func next(into buffer: ChunkBuffer, waits: Bool) -> Next {
    if waits { return next(of: opened.withLock { open(&$0) }, into: buffer, waits: true) }
    let state = opened.withLockIfAvailable { open(&$0) }
    return state.map { next(of: $0, into: buffer, waits: false) } ?? .busy
  }

  private func next(of state: State, into buffer: ChunkBuffer, waits: Bool) -> Next {
    let result: Next
    switch state {
    case .closed, .done: return .end
    case .lines(let file):
      result = file.next(into: buffer, for: self, firstRank: firstRank).map { .chunk($0) } ?? .end
    case .stream(let stream):
      let lastRank = firstRank + Self.streamRanks - 1
      result = stream.next(into: buffer, for: self, lastRank: lastRank, waits: waits)
    }
    // Closing at the end keeps few files open at a time.
    if case .end = result { opened.withLock { $0.state = .done } }
    return result
  }

  private func open(_ opened: inout Opened) -> State {
    guard case .closed = opened.state else { return opened.state }
    do {
      opened.state = try openFile()
    } catch {
      setup.problems.refuse(path, error.reason)
      opened.state = .done
    }
    return opened.state
  }

  private func openFile() throws(StreamFault) -> State {
    if path == FileListing.standardInput {
      return .stream(try stream(of: STDIN_FILENO, closes: false))
    }
    let descriptor = SystemCalls.open(path)
    guard descriptor >= 0 else { throw StreamFault(reason: String(cString: strerror(errno))) }
    guard case .regular = kind else {
      return .stream(try stream(of: descriptor, closes: true))
    }
    let head = ChunkBuffer(capacity: ShapeRecognition.headSize)
    let count = max(pread(descriptor, head.start, head.capacity, 0), 0)
    var status = stat()
    fstat(descriptor, &status)
    let bytes = head.bytes(0..<count)
    let isPacked = if case .none = Compression(head: bytes.buffer) { false } else { true }
    guard !isPacked else { return .stream(try stream(of: descriptor, closes: true)) }
    do {
      let shape = try setup.shape(of: bytes, isWhole: count == Int(status.st_size))
      guard shape.cut == .lines else {
        return .stream(try stream(of: descriptor, closes: true))
      }
      return .lines(
        LineFile(descriptor: descriptor, size: Int(status.st_size), shape: shape, setup: setup))
    } catch {
      close(descriptor)
      throw error
    }
  }

  private func stream(of descriptor: Int32, closes: Bool) throws(StreamFault) -> RecordStream {
    try RecordStream(
      DescriptorStream(descriptor: descriptor, closes: closes, progress: setup.progress),
      setup: setup)
  }

  /// Called once for each chunk when its lines are known.
  func setLineCount(_ count: Int, ofChunk number: Int) {
    opened.withLock { $0.lineCounts[number] = count }
  }

  /// Lines before a chunk, once all chunks before it are done.
  func lines(beforeChunk number: Int) -> Int {
    opened.withLock { opened in
      opened.lineCounts.reduce(0) { $1.key < number ? $0 + $1.value : $0 }
    }
  }
}

/// What reading a file needs to know.
struct ReadingSetup: Sendable {
  let format: InputFormat
  let chunkSize: Int
  let largestRecord: Int
  let progress: ProgressCounter
  let problems: ProblemLog

  static let byteOrderMark = Bytes("\u{FEFF}")

  /// Errors: why a file with such a head is not read.
  func shape(of head: Bytes, isWhole: Bool) throws(StreamFault) -> FileShape {
    guard !head.buffer.contains(0) else {
      throw StreamFault(reason: "a binary file: its first \(head.count) bytes hold a zero byte")
    }
    let start = head.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
    return ShapeRecognition().shape(
      of: head.slice(start..<head.count), isWhole: isWhole, format: format)
  }
}
