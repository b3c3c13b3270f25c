import EventModel

extension MessageDigest {
  /// The digest of bytes in lower-case hexadecimal digits; nil only where the system's library has
  /// the algorithm switched off.
  package func hexadecimal(of bytes: [UInt8]) -> String? {
    let arena = Arena()
    return bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else {
        return hexadecimal(of: .empty, in: arena)?.string
      }
      return hexadecimal(of: Bytes(start: start, count: buffer.count), in: arena)?.string
    }
  }
}
