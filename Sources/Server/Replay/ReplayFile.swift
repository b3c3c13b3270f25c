import EventStore
import Foundation

/// Reads the events of a data set: a line each, plain or gzip; of an `EventList` its items.
///
/// Ordering: as they stand in the file.
/// Memory: a piece of the file at a time.
package final class ReplayFile {
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  private let path: String
  private let handle: FileHandle
  private var inflater: Inflater?
  private var cutter = LineCutter(largestLine: 64 << 20)
  private var isFirst = true
  private var isAtEnd = false

  /// `-` is standard input.
  package init(path: String) throws {
    self.path = path
    guard
      let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    else { throw Failure(description: "\(path): the file cannot be read") }
    self.handle = handle
  }

  /// The events of the next piece; nil at the end.
  package func next() throws -> [ReplayEvent]? {
    guard !isAtEnd else { return nil }
    var lines: [[UInt8]] = []
    guard let data = try handle.read(upToCount: 1 << 20), !data.isEmpty else {
      isAtEnd = true
      try inflater?.finish()
      cutter.finish { lines.append(Array($0)) }
      return try lines.flatMap { try events(of: $0) }
    }
    if isFirst {
      if data.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
        throw Failure(description: "\(path): zstd is not read here; unpack it first")
      }
      if data.starts(with: [0x1F, 0x8B]) { inflater = try Inflater(limit: Int.max / 2) }
      isFirst = false
    }
    var plain = Array(data)
    if let inflater {
      plain = []
      try data.withUnsafeBytes { try inflater.unpack($0, into: &plain) }
    }
    _ = plain.withUnsafeBufferPointer { cutter.add($0) { lines.append(Array($0)) } }
    return try lines.flatMap { try events(of: $0) }
  }

  private func events(of line: [UInt8]) throws -> [ReplayEvent] {
    guard line.starts(with: Array(#"{"kind":"EventList""#.utf8)) else {
      return [ReplayEvent(text: line)]
    }
    let decoder = AuditWebhookDecoder(
      metadata: .init(index: "", source: "", sourcetype: "", host: ""))
    do throws(AuditWebhookDecoder.Fault) {
      let block = try decoder.decode(line)
      return (0..<block.count).map { ReplayEvent(text: Array(block.text[block.range($0)])) }
    } catch {
      throw Failure(description: "\(path): \(error.reason)")
    }
  }
}
