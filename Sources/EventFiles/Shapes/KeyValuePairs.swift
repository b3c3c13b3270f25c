package import EventModel

/// `key=value` and `key="quoted value"` in a text.
package enum KeyValuePairs {
  /// Calls `body` with each pair, in order.
  ///
  /// A key is a run of letters, digits, `_`, `.`, `-` and `:` that starts with a letter or `_`; a
  /// value ends at a blank, a comma, a semicolon, or the bracket around the pairs.
  package static func forEach(_ text: Bytes, _ body: (_ key: Bytes, _ value: Bytes) -> Void) {
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "=") else {
        index += 1
        continue
      }
      let equals = index
      index += 1
      guard let key = key(before: equals, in: text), index < text.count else { continue }
      let value = value(at: &index, in: text)
      if value.count > 0 { body(key, value) }
    }
  }

  private static func key(before end: Int, in text: Bytes) -> Bytes? {
    var start = end
    while start > 0, isKeyByte(text[start - 1]) { start -= 1 }
    while start < end, !isKeyStart(text[start]) { start += 1 }
    return start < end ? text.slice(start..<end) : nil
  }

  private static func value(at index: inout Int, in text: Bytes) -> Bytes {
    let start = index
    if text[start] == UInt8(ascii: "\"") {
      var end = start + 1
      while end < text.count, text[end] != UInt8(ascii: "\"") {
        end += text[end] == UInt8(ascii: "\\") && end + 1 < text.count ? 2 : 1
      }
      end = min(end, text.count)
      index = end + 1
      return text.slice((start + 1)..<end)
    }
    var end = start
    var open = 0
    scan: while end < text.count {
      switch text[end] {
      case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ";"): break scan
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if open == 0 { break scan }
        open -= 1
      default: break
      }
      end += 1
    }
    index = end
    return text.slice(start..<end)
  }

  private static func isKeyStart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    isKeyStart(byte) || byte &- 0x30 < 10 || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
  }
}
