import EventModel

/// Cuts a text that is broken somewhere into the JSON documents at its top; the last piece may be
/// the broken one.
struct DocumentCutter {
  private var position = 0

  mutating func next(in text: Bytes) -> Bytes? {
    while position < text.count, text[position] <= 0x20 { position += 1 }
    guard position < text.count else { return nil }
    let start = position
    var depth = 0
    var isInString = false
    while position < text.count {
      let byte = text[position]
      position += 1
      if isInString {
        if byte == UInt8(ascii: "\\") {
          position += 1
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth <= 0 { return text.slice(start..<position) }
      default: break
      }
    }
    position = text.count
    return text.slice(start..<text.count)
  }
}
