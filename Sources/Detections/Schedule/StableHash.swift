import Crypto

/// Digests of texts that are the same in every run of the program, on every machine.
package enum StableHash {
  /// 64 bits, for spreading.
  package static func of(_ parts: [String]) -> UInt64 {
    digest(parts).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// 128 bits as 32 hexadecimal digits, for keys.
  package static func key(_ parts: [String]) -> String { hexadecimal(digest(parts).prefix(16)) }

  /// Each part goes in with its length, so that no two lists run into each other.
  private static func digest(_ parts: [String]) -> [UInt8] {
    var hash = SHA256()
    for part in parts {
      withUnsafeBytes(of: UInt64(part.utf8.count).littleEndian) { hash.update(bufferPointer: $0) }
      var part = part
      part.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }
    return Array(hash.finalize())
  }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
