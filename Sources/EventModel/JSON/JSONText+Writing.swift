/// Strings are written. Bytes that are not UTF-8 become the replacement character.
extension JSONText {
  public static func append(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { buffer in
      guard let base = buffer.baseAddress else {
        output += [0x22, 0x22]
        return
      }
      append(Bytes(start: base, count: buffer.count), to: &output, isValid: true)
    }
  }

  public static func append(_ text: Bytes, to output: inout [UInt8]) {
    append(text, to: &output, isValid: false)
  }

  /// The text as the inside of a quoted string: itself, if all its characters stand for themselves,
  /// as in most texts.
  public static func inside(_ text: Bytes, in arena: Arena) -> Bytes {
    if isPlain(text) { return text }
    var quoted: [UInt8] = []
    append(text, to: &quoted)
    let stored = arena.store(quoted)
    return stored.slice(1..<(stored.count - 1))
  }

  private static func append(_ text: Bytes, to output: inout [UInt8], isValid: Bool) {
    if !isValid, !isUTF8(text) { return append(text.string, to: &output) }
    output.append(UInt8(ascii: "\""))
    var start = 0
    for index in 0..<text.count {
      let byte = text[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
      else { continue }
      output.append(contentsOf: text.slice(start..<index).buffer)
      output += escape(byte)
      start = index + 1
    }
    output.append(contentsOf: text.slice(start..<text.count).buffer)
    output.append(UInt8(ascii: "\""))
  }

  private static let hex = Array("0123456789abcdef".utf8)

  private static func escape(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "\""): Array("\\\"".utf8)
    case UInt8(ascii: "\\"): Array("\\\\".utf8)
    case UInt8(ascii: "\n"): Array("\\n".utf8)
    case UInt8(ascii: "\r"): Array("\\r".utf8)
    case UInt8(ascii: "\t"): Array("\\t".utf8)
    default: Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    }
  }

  /// Whether a text has nothing that needs a closer look: control characters, quotes, backslashes,
  /// anything beyond ASCII.
  private static func isPlain(_ text: Bytes) -> Bool {
    let source = UnsafeRawPointer(text.start)
    guard text.count >= 8 else {
      // Spaces are plain.
      var word: UInt64 = 0x2020_2020_2020_2020
      for index in 0..<text.count { word = word << 8 | UInt64(text[index]) }
      return isPlain(word)
    }
    for index in stride(from: 0, to: text.count - 8, by: 8) {
      guard isPlain(source.loadUnaligned(fromByteOffset: index, as: UInt64.self)) else {
        return false
      }
    }
    // The last word begins within the one before.
    return isPlain(source.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self))
  }

  /// The same of eight bytes at once.
  @inline(__always)
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    let control = (word &- ones &* 0x20) & ~word
    let quote = zeroBytes(word ^ (ones &* 0x22), ones)
    let backslash = zeroBytes(word ^ (ones &* 0x5C), ones)
    let delete = zeroBytes(word ^ (ones &* 0x7F), ones)
    return (control | quote | backslash | delete | word) & high == 0
  }

  @inline(__always)
  private static func zeroBytes(_ word: UInt64, _ ones: UInt64) -> UInt64 {
    (word &- ones) & ~word
  }
}
