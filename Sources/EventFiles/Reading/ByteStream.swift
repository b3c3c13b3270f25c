import Foundation

/// Bytes from front to back.
protocol ByteStream: AnyObject {
  /// Reads up to `count` bytes; 0 at the end.
  ///
  /// Errors: `StreamFault`, after which nothing more comes.
  func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(StreamFault) -> Int
}

/// Why a stream ended before its end.
struct StreamFault: Error {
  let reason: String
}

/// The bytes of an open file as they are.
final class DescriptorStream: ByteStream {
  private let descriptor: Int32
  private let closes: Bool
  private let progress: ProgressCounter

  init(descriptor: Int32, closes: Bool, progress: ProgressCounter) {
    self.descriptor = descriptor
    self.closes = closes
    self.progress = progress
  }

  deinit {
    if closes { close(descriptor) }
  }

  func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(StreamFault) -> Int {
    while true {
      let got = SystemCalls.read(descriptor, target, count)
      if got >= 0 {
        progress.add(bytes: got)
        return got
      }
      if errno != EINTR { throw StreamFault(reason: String(cString: strerror(errno))) }
    }
  }
}

/// A stream with some bytes already taken from its front.
final class PrefixedStream: ByteStream {
  private var prefix: [UInt8]
  private var position = 0
  private let rest: any ByteStream

  init(prefix: [UInt8], rest: any ByteStream) {
    self.prefix = prefix
    self.rest = rest
  }

  func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(StreamFault) -> Int {
    guard position < prefix.count else { return try rest.read(into: target, count: count) }
    let taken = min(count, prefix.count - position)
    prefix.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      target.update(from: base + position, count: taken)
    }
    position += taken
    if position == prefix.count {
      prefix = []
      position = 0
    }
    return taken
  }
}

extension ByteStream {
  /// Reads until the target is full or the stream ends.
  func fill(_ target: UnsafeMutablePointer<UInt8>, count: Int) throws(StreamFault) -> Int {
    var filled = 0
    while filled < count {
      let got = try read(into: target + filled, count: count - filled)
      if got == 0 { break }
      filled += got
    }
    return filled
  }
}
