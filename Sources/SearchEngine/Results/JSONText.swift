package import EventModel

/// Writes JSON text. Bytes that are not UTF-8 become the replacement character.
package enum JSONText {
  package static func append(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { buffer in
      guard let base = buffer.baseAddress else {
        output += [0x22, 0x22]
        return
      }
      append(Bytes(start: base, count: buffer.count), to: &output, isValid: true)
    }
  }

  package static func append(_ text: Bytes, to output: inout [UInt8]) {
    append(text, to: &output, isValid: false)
  }

  private static func append(_ text: Bytes, to output: inout [UInt8], isValid: Bool) {
    if !isValid, !EventModel.JSONText.isUTF8(text) { return append(text.string, to: &output) }
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
}
