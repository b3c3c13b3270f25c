package import Execution
import Foundation

/// The bytes of files, unpacked and from front to back, for those that take them in as they are.
///
/// Ordering: as named; the files of a folder in order of name.
package struct PlainFiles {
  /// Why a file cannot be read, or not to its end.
  package struct Fault: Error, Sendable {
    package let reason: String
  }

  private static let bufferBytes = 4 << 20

  /// Of files, and `-` for standard input.
  package let paths: [String]
  package let unreadable: [ScanReport.Problem]

  /// What paths of files and folders stand for.
  package init(_ named: [String]) {
    let listing = FileListing(named)
    paths = listing.entries.map { $0.path }
    unreadable = listing.unreadable
  }

  /// Hands out a file's bytes, a piece at a time; gzip and zstd are told by the first bytes.
  ///
  /// Errors: `Fault`, and whatever the body throws.
  package static func read(
    _ path: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    let isInput = path == FileListing.standardInput
    let descriptor = isInput ? STDIN_FILENO : SystemCalls.open(path)
    guard descriptor >= 0 else { throw Fault(reason: String(cString: strerror(errno))) }
    let packed = DescriptorStream(
      descriptor: descriptor, closes: !isInput, progress: ProgressCounter())
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bufferBytes)
    defer { buffer.deallocate() }
    guard let start = buffer.baseAddress else { return }
    do {
      let taken = try packed.fill(start, count: 4)
      let head = Array(buffer.prefix(taken))
      let stream = try Compression(head: head).unpacked(PrefixedStream(prefix: head, rest: packed))
      while true {
        let count = try stream.read(into: start, count: buffer.count)
        guard count > 0 else { return }
        try body(UnsafeBufferPointer(rebasing: buffer.prefix(count)))
      }
    } catch let fault as StreamFault {
      throw Fault(reason: fault.reason)
    }
  }
}
