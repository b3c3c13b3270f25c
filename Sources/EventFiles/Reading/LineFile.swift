import EventModel
import Foundation
import Synchronization

/// A file of lines, read from its end to its beginning in pieces of fixed size.
///
/// A piece has the lines that begin in it. So its cuts do not depend on who reads what when.
final class LineFile: Sendable {
  private let descriptor: Int32
  private let size: Int
  private let shape: FileShape
  private let setup: ReadingSetup
  /// The pieces not yet handed out: all before this one.
  private let remaining: Atomic<Int>

  init(descriptor: Int32, size: Int, shape: FileShape, setup: ReadingSetup) {
    self.descriptor = descriptor
    self.size = size
    self.shape = shape
    self.setup = setup
    remaining = Atomic((size + setup.chunkSize - 1) / setup.chunkSize)
  }

  deinit { close(descriptor) }

  func next(into buffer: ChunkBuffer, for file: InputFile, firstRank: Int) -> Chunk? {
    let (old, _) = remaining.subtract(1, ordering: .relaxed)
    guard old > 0 else {
      remaining.add(1, ordering: .relaxed)
      return nil
    }
    let number = old - 1
    let pieces = (size + setup.chunkSize - 1) / setup.chunkSize
    let start = number * setup.chunkSize
    let end = min(start + setup.chunkSize, size)
    setup.progress.add(bytes: end - start)
    let lines = readLines(from: start, to: end, into: buffer)
    return Chunk(
      file: file, shape: shape, buffer: buffer, range: lines.range, number: number,
      rank: firstRank + pieces - 1 - number, fault: lines.fault)
  }

  /// What the lines that begin in a part of the file often need beyond its end.
  private static let slack = 8 << 10

  private func readLines(
    from start: Int, to end: Int, into buffer: ChunkBuffer
  ) -> (range: Range<Int>, fault: String?) {
    // The byte before tells whether a line begins right at the start.
    let origin = max(start - 1, 0)
    var wanted = end - origin + (end == size ? 0 : Self.slack)
    buffer.grow(to: wanted, keeping: 0)
    var count = 0
    if let fault = fill(buffer, &count, wanted, at: origin) { return (0..<0, fault) }
    var first = 0
    if start > 0 {
      guard let feed = Self.lineFeed(buffer, from: 0, to: min(count, end - origin)) else {
        return (0..<0, nil)
      }
      first = feed + 1
    } else if buffer.bytes(0..<count).starts(with: ReadingSetup.byteOrderMark) {
      first = ReadingSetup.byteOrderMark.count
    }
    guard origin + first < end || (end == size && origin + first < size) else {
      return (0..<0, nil)
    }
    guard end < size else { return (first..<count, nil) }
    var searched = end - 1 - origin
    while true {
      if let feed = Self.lineFeed(buffer, from: searched, to: count) {
        return (first..<(feed + 1), nil)
      }
      // The file may have been cut off since it was opened.
      guard count == wanted else { return (first..<count, nil) }
      guard wanted < setup.largestRecord else { return tooLarge(buffer, first, end - origin) }
      searched = count
      wanted = min(wanted * 2, setup.largestRecord)
      buffer.grow(to: wanted, keeping: count)
      if let fault = fill(buffer, &count, wanted, at: origin) { return (first..<first, fault) }
      if count == searched { return (first..<count, nil) }
    }
  }

  /// The lines before one that is too large.
  private func tooLarge(
    _ buffer: ChunkBuffer, _ first: Int, _ end: Int
  ) -> (range: Range<Int>, fault: String?) {
    var start = min(end, buffer.capacity)
    while start > first, buffer.start[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return (first..<start, "the record is larger than \(setup.largestRecord) bytes")
  }

  /// Reads on up to `wanted` bytes; fewer at the end of the file.
  private func fill(
    _ buffer: ChunkBuffer, _ count: inout Int, _ wanted: Int, at origin: Int
  ) -> String? {
    while count < wanted {
      let got = pread(descriptor, buffer.start + count, wanted - count, off_t(origin + count))
      if got == 0 { return nil }
      if got > 0 {
        count += got
      } else if errno != EINTR {
        return String(cString: strerror(errno))
      }
    }
    return nil
  }

  static func lineFeed(_ buffer: ChunkBuffer, from: Int, to end: Int) -> Int? {
    guard from < end, let found = memchr(buffer.start + from, 10, end - from) else { return nil }
    return UnsafeRawPointer(buffer.start).distance(to: UnsafeRawPointer(found))
  }
}
