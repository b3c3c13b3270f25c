/// Byte tests that the lexers share.
package enum ByteClass {
  package static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte &- 0x09 < 5
  }

  package static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Letters and underscore; bytes of a non-ASCII letter count.
  package static func isNameStart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  package static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }
}

/// Quoted texts, read alike by every lexer.
package enum Quoting {
  /// The end (behind the closing quote) of a quoted text that starts at `start`; nil when it never
  /// closes. A backslash takes the next byte with it.
  package static func end(of quote: UInt8, from start: Int, in bytes: [UInt8], to end: Int) -> Int?
  {
    var index = start + 1
    while index < end {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
      } else if bytes[index] == quote {
        return index + 1
      } else {
        index += 1
      }
    }
    return nil
  }

  /// The text without its escapes: `\"`, `\\`, `\|` and the quote itself; any other backslash stays,
  /// so that `"\d+"` is a regular expression. With `keepsPipes` so does that of `\|`, which is a
  /// literal bar there.
  ///
  /// Source: Splunk Search Reference, `search` (backslashes) and `rex`; Splunk Search Manual, "SPL
  /// and regular expressions".
  package static func unescaped(
    _ bytes: some Sequence<UInt8>, quote: UInt8, keepsPipes: Bool = false
  ) -> String {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        isEscaped = false
        let isKnown =
          byte == quote || byte == UInt8(ascii: "\\")
          || (byte == UInt8(ascii: "|") && !keepsPipes)
        if !isKnown { result.append(UInt8(ascii: "\\")) }
        result.append(byte)
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        result.append(byte)
      }
    }
    if isEscaped { result.append(UInt8(ascii: "\\")) }
    return String(decoding: result, as: UTF8.self)
  }

  /// A text between double quotes, escaped so that it reads back the same.
  package static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
