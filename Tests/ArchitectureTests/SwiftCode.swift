/// Swift source without its comments and the contents of its texts, so that a rule about code is
/// not broken by words about code. Code inside `\(…)` stays.
///
/// Ordering: line ends stay where they are, so a place in `text` is on the line that it had.
struct SwiftCode {
  let text: String

  init(_ source: String) {
    var stripper = Stripper(bytes: Array(source.utf8))
    stripper.code(untilBracket: false)
    text = String(decoding: stripper.output, as: UTF8.self)
  }
}

private struct Stripper {
  let bytes: [UInt8]
  var position = 0
  var output: [UInt8] = []

  private func starts(with text: String) -> Bool {
    bytes[position...].starts(with: text.utf8)
  }

  private mutating func copy(_ count: Int = 1) {
    let end = min(position + count, bytes.count)
    output += bytes[position..<end]
    position = end
  }

  private mutating func drop(_ count: Int = 1) {
    let end = min(position + count, bytes.count)
    output += bytes[position..<end].filter { $0 == UInt8(ascii: "\n") }
    position = end
  }

  /// Copies code to the end, or to the bracket that closes an interpolation.
  mutating func code(untilBracket: Bool) {
    var depth = 0
    while position < bytes.count {
      let byte = bytes[position]
      // Most bytes open nothing.
      guard byte < 0x30 else {
        output.append(byte)
        position += 1
        continue
      }
      if starts(with: "//") {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { drop() }
      } else if starts(with: "/*") {
        blockComment()
      } else if let hashes = openingHashes {
        string(hashes: hashes)
      } else {
        if bytes[position] == UInt8(ascii: "(") { depth += 1 }
        if bytes[position] == UInt8(ascii: ")") {
          if depth == 0, untilBracket { return }
          depth -= 1
        }
        copy()
      }
    }
  }

  private mutating func blockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        drop(2)
      } else if starts(with: "*/") {
        depth -= 1
        drop(2)
      } else {
        drop()
      }
    } while depth > 0 && position < bytes.count
  }

  /// How many `#` stand before the quote that opens a text here; nil when none opens.
  private var openingHashes: Int? {
    var end = position
    while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return nil }
    return end - position
  }

  private mutating func string(hashes: Int) {
    let fence = String(repeating: "#", count: hashes)
    let quote = starts(with: fence + "\"\"\"") ? "\"\"\"" : "\""
    copy(hashes + quote.utf8.count)
    let escape = "\\" + fence
    while position < bytes.count {
      let byte = bytes[position]
      if byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        if byte == UInt8(ascii: "\n") { output.append(byte) }
        position += 1
        continue
      }
      if starts(with: quote + fence) { break }
      if starts(with: escape + "(") {
        drop(escape.utf8.count + 1)
        output += Array("\\(".utf8)
        code(untilBracket: true)
        copy()
      } else if starts(with: escape) {
        drop(escape.utf8.count + 1)
      } else {
        drop()
      }
    }
    copy(quote.utf8.count + hashes)
  }
}
