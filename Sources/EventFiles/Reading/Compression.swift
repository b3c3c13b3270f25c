import CZlib
import CZstd
import EventModel

/// How a stream is packed, told by its first bytes.
enum Compression {
  case none
  case gzip
  case zstd

  init(head: some Collection<UInt8>) {
    if head.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else if head.count >= 4, head.dropFirst().starts(with: [0x2A, 0x4D, 0x18]),
      head.first.map({ $0 & 0xF0 == 0x50 }) == true
    {
      // A skippable frame in front of the first one.
      self = .zstd
    } else {
      self = .none
    }
  }

  func unpacked(_ stream: any ByteStream) throws(StreamFault) -> any ByteStream {
    switch self {
    case .none: stream
    case .gzip: try GzipStream(stream)
    case .zstd: try ZstdStream(stream)
    }
  }
}

/// Packed input waiting to be unpacked.
private struct PackedInput {
  static let size = 64 << 10
  let start = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
  var position = 0
  var count = 0
  let stream: any ByteStream

  var available: Int { count - position }

  /// False at the end of the input.
  mutating func refill() throws(StreamFault) -> Bool {
    if position < count { return true }
    position = 0
    count = 0
    count = try stream.read(into: start, count: Self.size)
    return count > 0
  }
}

/// One or more gzip members.
final class GzipStream: ByteStream {
  private var input: PackedInput
  private var state = z_stream()
  private var isInMember = true
  private var fault: StreamFault?
  private var isAtEnd = false

  init(_ stream: any ByteStream) throws(StreamFault) {
    input = PackedInput(stream: stream)
    let windowWithGzipHeader: Int32 = 15 + 16
    let code = inflateInit2_(
      &state, windowWithGzipHeader, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      input.start.deallocate()
      throw StreamFault(reason: "no memory to unpack gzip data")
    }
  }

  deinit {
    inflateEnd(&state)
    input.start.deallocate()
  }

  func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(StreamFault) -> Int {
    if let fault { throw fault }
    if isAtEnd { return 0 }
    state.next_out = target
    state.avail_out = UInt32(min(count, 1 << 30))
    let room = Int(state.avail_out)
    while Int(state.avail_out) == room {
      // At the end of the input the decoder may still hold some output.
      let hasInput = try input.refill()
      if !hasInput, !isInMember {
        isAtEnd = true
        return 0
      }
      if !isInMember {
        guard try beginMember() else { return 0 }
      }
      state.next_in = input.start + input.position
      state.avail_in = UInt32(input.available)
      let code = inflate(&state, Z_NO_FLUSH)
      input.position = input.count - Int(state.avail_in)
      let written = room - Int(state.avail_out)
      switch code {
      case Z_STREAM_END: isInMember = false
      case Z_OK, Z_BUF_ERROR:
        guard hasInput || written > 0 else {
          return try fail("the gzip data ends early", written: 0)
        }
      default:
        let detail = state.msg.map { String(cString: $0) } ?? "code \(code)"
        return try fail("the gzip data is broken (\(detail))", written: written)
      }
    }
    return room - Int(state.avail_out)
  }

  /// False at the padding behind the last member.
  private func beginMember() throws(StreamFault) -> Bool {
    while true {
      guard try input.refill() else {
        isAtEnd = true
        return false
      }
      let byte = input.start[input.position]
      if byte == 0x1F { break }
      guard byte == 0 else {
        _ = try fail("something that is not gzip data stands behind it", written: 0)
        return false
      }
      input.position += 1
    }
    inflateReset(&state)
    isInMember = true
    return true
  }

  private func fail(_ reason: String, written: Int) throws(StreamFault) -> Int {
    let fault = StreamFault(reason: reason)
    self.fault = fault
    guard written > 0 else { throw fault }
    return written
  }
}

/// One or more zstd frames.
final class ZstdStream: ByteStream {
  private var input: PackedInput
  private let state: OpaquePointer
  private var isInFrame = true
  private var fault: StreamFault?

  init(_ stream: any ByteStream) throws(StreamFault) {
    guard let state = ZSTD_createDStream() else {
      throw StreamFault(reason: "no memory to unpack zstd data")
    }
    self.state = state
    input = PackedInput(stream: stream)
  }

  deinit {
    ZSTD_freeDStream(state)
    input.start.deallocate()
  }

  func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(StreamFault) -> Int {
    if let fault { throw fault }
    var output = ZSTD_outBuffer(dst: target, size: count, pos: 0)
    while output.pos == 0 {
      // At the end of the input the decoder may still hold some output.
      let hasInput = try input.refill()
      if !hasInput, !isInFrame { return 0 }
      var source = ZSTD_inBuffer(src: input.start, size: input.count, pos: input.position)
      let code = ZSTD_decompressStream(state, &output, &source)
      input.position = source.pos
      if ZSTD_isError(code) != 0 {
        let reason = String(cString: ZSTD_getErrorName(code))
        let fault = StreamFault(reason: "the zstd data is broken (\(reason))")
        self.fault = fault
        if output.pos == 0 { throw fault }
        break
      }
      isInFrame = code != 0
      if !hasInput, output.pos == 0, isInFrame { return try fail("the zstd data ends early") }
    }
    return output.pos
  }

  private func fail(_ reason: String) throws(StreamFault) -> Int {
    let fault = StreamFault(reason: reason)
    self.fault = fault
    throw fault
  }
}

/// Packed bytes in memory, such as those in the envelope that Lambda gets.
enum Gzip {
  /// Errors: nil when the data is broken or unpacks to more than the limit.
  static func unpack(_ packed: [UInt8], limit: Int, in arena: Arena) -> Bytes? {
    guard let stream = try? GzipStream(PrefixedStream(prefix: packed, rest: EmptyStream())) else {
      return nil
    }
    var parts: [Bytes] = []
    var total = 0
    let size = 256 << 10
    while true {
      let target = arena.allocate(size)
      guard let got = try? stream.read(into: target, count: size) else { return nil }
      if got == 0 { return arena.join(parts) }
      total += got
      guard total <= limit else { return nil }
      parts.append(Bytes(start: target, count: got))
    }
  }
}

private final class EmptyStream: ByteStream {
  func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(StreamFault) -> Int { 0 }
}
