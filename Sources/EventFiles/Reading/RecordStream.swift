import EventModel
import Foundation
import Synchronization

/// Records of something that can only be read from front to back.
///
/// One thread at a time reads and cuts; what they got they parse at the same time.
final class RecordStream: Sendable {
  private struct State: ~Copyable {
    let stream: any ByteStream
    /// Read, but not yet part of a chunk.
    var carry: [UInt8] = []
    var splitter = DocumentSplitter()
    /// How far into the next buffer documents have been looked for.
    var splitPosition = 0
    var shape: FileShape?
    var number = 0
    var isAtEnd = false
    var fault: String?
  }

  // Guard for the stream's own state: it is only touched with the lock held.
  private let state: Mutex<State>
  private let setup: ReadingSetup

  init(_ packed: sending DescriptorStream, setup: ReadingSetup) throws(StreamFault) {
    self.setup = setup
    var magic = [UInt8](repeating: 0, count: 4)
    let taken = try magic.withUnsafeMutableBufferPointer { (buffer) throws(StreamFault) -> Int in
      guard let base = buffer.baseAddress else { return 0 }
      return try packed.fill(base, count: buffer.count)
    }
    let head = Array(magic.prefix(taken))
    let whole = PrefixedStream(prefix: head, rest: packed)
    state = Mutex(State(stream: try Compression(head: head).unpacked(whole)))
  }

  func next(
    into buffer: ChunkBuffer, for file: InputFile, lastRank: Int, waits: Bool
  ) -> InputFile.Next {
    let take = { (state: inout State) -> InputFile.Next in
      while true {
        guard let chunk = self.read(&state, into: buffer, for: file, lastRank: lastRank) else {
          return .end
        }
        if chunk.range.isEmpty, chunk.fault == nil, !state.isAtEnd { continue }
        return .chunk(chunk)
      }
    }
    if waits { return state.withLock { take(&$0) } }
    return state.withLockIfAvailable { take(&$0) } ?? .busy
  }

  private func read(
    _ state: inout State, into buffer: ChunkBuffer, for file: InputFile, lastRank: Int
  ) -> Chunk? {
    guard !(state.isAtEnd && state.carry.isEmpty && state.fault == nil) else { return nil }
    var count = state.carry.count
    // The shape is told by more than a small piece.
    let size = state.shape == nil ? ShapeRecognition.headSize : 0
    var target = count + max(setup.chunkSize, size)
    buffer.grow(to: target, keeping: 0)
    state.carry.withUnsafeBufferPointer { carry in
      if let base = carry.baseAddress { buffer.start.update(from: base, count: carry.count) }
    }
    state.carry = []
    fill(&state, buffer, &count, target)
    guard let shape = shape(&state, buffer, count, file) else { return nil }
    var start = 0
    if state.number == 0, buffer.bytes(0..<count).starts(with: ReadingSetup.byteOrderMark) {
      start = ReadingSetup.byteOrderMark.count
    }
    var records: [RecordPlace]? = shape.cut == .documents ? [] : nil
    var end = cut(&state, buffer, start..<count, shape, &records)
    while end == start, !state.isAtEnd {
      guard count < setup.largestRecord else {
        state.fault =
          "the record is larger than \(setup.largestRecord) bytes; it and what follows is not read"
        state.isAtEnd = true
        break
      }
      target = min(count * 2, setup.largestRecord)
      buffer.grow(to: target, keeping: count)
      fill(&state, buffer, &count, target)
      end = cut(&state, buffer, start..<count, shape, &records)
    }
    return chunk(&state, buffer, start..<end, count, records, shape, file, lastRank)
  }

  private func chunk(
    _ state: inout State, _ buffer: ChunkBuffer, _ range: Range<Int>, _ count: Int,
    _ records: [RecordPlace]?, _ shape: FileShape, _ file: InputFile, _ lastRank: Int
  ) -> Chunk {
    var range = range
    let fault = state.fault
    if state.isAtEnd {
      if fault == nil { range = range.lowerBound..<count }
      state.fault = nil
    } else {
      state.carry = Array(buffer.bytes(range.upperBound..<count).buffer)
    }
    var lineCount: Int?
    if records != nil {
      lineCount = state.splitter.isInRecord ? state.splitter.openLine : state.splitter.lineCount
      state.splitter.rebase(by: range.upperBound)
      state.splitPosition = state.carry.count
    }
    defer { state.number += 1 }
    let isUnclosed = fault == nil && state.isAtEnd && records != nil && state.splitter.isInArray
    return Chunk(
      file: file, shape: shape, buffer: buffer, range: range, number: state.number,
      rank: lastRank - state.number, records: records,
      listVersions: records == nil ? [] : state.splitter.listVersions, lineCount: lineCount,
      fault: isUnclosed ? "the JSON text ends before its array or list does" : fault)
  }

  private func fill(_ state: inout State, _ buffer: ChunkBuffer, _ count: inout Int, _ target: Int)
  {
    while count < target, !state.isAtEnd {
      do {
        let got = try state.stream.read(into: buffer.start + count, count: target - count)
        if got == 0 { state.isAtEnd = true }
        count += got
      } catch {
        state.fault = error.reason
        state.isAtEnd = true
      }
    }
  }

  private func shape(
    _ state: inout State, _ buffer: ChunkBuffer, _ count: Int, _ file: InputFile
  ) -> FileShape? {
    if let shape = state.shape { return shape }
    if count == 0, let fault = state.fault {
      setup.problems.refuse(file.path, fault)
      state.fault = nil
      return nil
    }
    let head = buffer.bytes(0..<min(count, ShapeRecognition.headSize))
    do {
      let isWhole = state.isAtEnd && head.count == count
      let shape = try setup.shape(of: head, isWhole: isWhole)
      state.shape = shape
      return shape
    } catch {
      setup.problems.refuse(file.path, error.reason)
      state.isAtEnd = true
      state.fault = nil
      return nil
    }
  }

  /// Where the last whole record of the range ends; its start when there is none.
  private func cut(
    _ state: inout State, _ buffer: ChunkBuffer, _ range: Range<Int>, _ shape: FileShape,
    _ records: inout [RecordPlace]?
  ) -> Int {
    switch shape.cut {
    case .documents:
      var found = records ?? []
      let end = splitDocuments(&state, buffer.bytes(0..<range.upperBound), range, &found)
      records = found
      return end
    case .lines, .containerLines, .windowsEvents:
      if state.isAtEnd, state.fault == nil { return range.upperBound }
    }
    switch shape.cut {
    case .lines, .documents: return lastLineEnd(buffer, range)
    case .containerLines: return lastClosedEnd(buffer, range)
    case .windowsEvents: return lastEventStart(buffer, range)
    }
  }

  /// Where the last Windows event begins: only the next one tells that it has ended.
  private func lastEventStart(_ buffer: ChunkBuffer, _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while true {
      end = lastLineEnd(buffer, range.lowerBound..<end)
      guard end > range.lowerBound else { return range.lowerBound }
      if WindowsEventLine.begins(buffer.bytes(end..<range.upperBound)) { return end }
      end -= 1
    }
  }

  private func lastLineEnd(_ buffer: ChunkBuffer, _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, buffer.start[end - 1] != UInt8(ascii: "\n") { end -= 1 }
    return end
  }

  /// Behind the last line at which no stream of the container has a text that goes on.
  private func lastClosedEnd(_ buffer: ChunkBuffer, _ range: Range<Int>) -> Int {
    var open: Set<Bytes> = []
    var closedEnd = range.lowerBound
    var start = range.lowerBound
    while let feed = LineFile.lineFeed(buffer, from: start, to: range.upperBound) {
      let line = buffer.bytes(start..<feed)
      start = feed + 1
      if let part = ContainerLine(line).map({ ($0.stream, $0.isPartial) })
        ?? DockerLine.part(line)
      {
        if part.1 { open.insert(part.0) } else { open.remove(part.0) }
      }
      if open.isEmpty { closedEnd = start }
    }
    return closedEnd
  }

  private func splitDocuments(
    _ state: inout State, _ text: Bytes, _ range: Range<Int>, _ records: inout [RecordPlace]
  ) -> Int {
    let from = max(state.splitPosition, range.lowerBound)
    let end = state.splitter.split(text, from: from, into: &records)
    state.splitPosition = end
    guard state.isAtEnd, state.fault == nil else {
      return state.splitter.openStart ?? range.upperBound
    }
    // An open record at the end is broken; a new one may begin at a later line all the same.
    while let open = state.splitter.openStart {
      let line = state.splitter.openLine
      let next = nextDocument(text, after: open)
      records.append(RecordPlace(start: open, end: next ?? range.upperBound, line: line))
      var skipped = line
      if let next {
        skipped += text.slice(open..<next).buffer.count { $0 == UInt8(ascii: "\n") }
      }
      state.splitter.reset(lineCount: next == nil ? state.splitter.lineCount : skipped)
      guard let next else { break }
      _ = state.splitter.split(text, from: next, into: &records)
    }
    return range.upperBound
  }

  /// A line that begins with a brace, as only the start of a document does in indented text.
  private func nextDocument(_ text: Bytes, after open: Int) -> Int? {
    var index = open + 1
    while index < text.count {
      if text[index] == UInt8(ascii: "{"), text[index - 1] == UInt8(ascii: "\n") { return index }
      index += 1
    }
    return nil
  }
}
