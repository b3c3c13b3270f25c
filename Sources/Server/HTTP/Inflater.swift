import CZlib

/// Unpacks gzip data piece by piece, up to a limit, so that a small body cannot become a huge one.
package final class Inflater {
  private var state = z_stream()
  private var isInMember = true
  private var hasBegun = false
  private let limit: Int
  /// Bytes unpacked so far.
  package private(set) var count = 0

  package init(limit: Int) throws(BodyFault) {
    self.limit = limit
    let windowWithGzipHeader: Int32 = 15 + 16
    let code = inflateInit2_(
      &state, windowWithGzipHeader, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw .broken("no memory to unpack gzip data") }
  }

  deinit { inflateEnd(&state) }

  /// Unpacks a piece and adds it to the target.
  ///
  /// Errors: `tooLarge` beyond the limit, `broken` for anything but gzip members one after another.
  package func unpack(
    _ piece: UnsafeRawBufferPointer, into target: inout [UInt8]
  ) throws(BodyFault) {
    guard let base = piece.bindMemory(to: UInt8.self).baseAddress else { return }
    var left = piece.count
    while left > 0 {
      let from = base + (piece.count - left)
      if !isInMember {
        // Padding may stand behind a member.
        if from[0] == 0 {
          left -= 1
          continue
        }
        guard from[0] == 0x1F else {
          throw .broken("something that is not gzip data stands behind it")
        }
        inflateReset(&state)
        isInMember = true
      }
      hasBegun = true
      state.next_in = UnsafeMutablePointer(mutating: from)
      state.avail_in = UInt32(min(left, 1 << 30))
      let offered = Int(state.avail_in)
      try inflateOnce(into: &target)
      left -= offered - Int(state.avail_in)
    }
  }

  /// Unpacks what is at hand until the input is used up or the member ends.
  private func inflateOnce(into target: inout [UInt8]) throws(BodyFault) {
    var code = Z_OK
    repeat {
      let room = min(64 << 10, limit - count + 1)
      let written = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { output in
        state.next_out = output.baseAddress
        state.avail_out = UInt32(room)
        code = inflate(&state, Z_NO_FLUSH)
        let written = room - Int(state.avail_out)
        target.append(contentsOf: UnsafeBufferPointer(rebasing: output[0..<written]))
        return written
      }
      count += written
      guard count <= limit else { throw .tooLarge(limit: limit) }
      switch code {
      case Z_STREAM_END:
        isInMember = false
        return
      case Z_OK: break
      case Z_BUF_ERROR: return
      default:
        let detail = state.msg.map { String(cString: $0) } ?? "code \(code)"
        throw .broken("the gzip data is broken (\(detail))")
      }
    } while state.avail_in > 0 || state.avail_out == 0
  }

  /// Errors: `broken` when the last member has not ended.
  package func finish() throws(BodyFault) {
    guard !hasBegun || !isInMember else { throw .broken("the gzip data ends early") }
  }
}
