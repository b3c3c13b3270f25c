import EventModel

/// Texts as runs of code points, which is what SPL counts as characters.
enum CodePoints {
  @inline(__always)
  static func startsCharacter(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

  static func count(_ text: Bytes) -> Int {
    var count = 0
    let start = text.start
    for index in 0..<text.count { count &+= startsCharacter(start[index]) ? 1 : 0 }
    return count
  }

  /// The byte range of the code points in a range of their numbers.
  static func range(_ text: Bytes, _ wanted: Range<Int>) -> Range<Int> {
    var seen = -1
    var start = text.count
    for index in 0..<text.count where startsCharacter(text[index]) {
      seen += 1
      if seen == wanted.lowerBound { start = index }
      if seen == wanted.upperBound { return min(start, index)..<index }
    }
    return start..<text.count
  }

  /// Each code point as a text of its own.
  static func split(_ text: Bytes) -> [Bytes] {
    var pieces: [Bytes] = []
    var start = 0
    for index in 0..<text.count where index > 0 && startsCharacter(text[index]) {
      pieces.append(text.slice(start..<index))
      start = index
    }
    if start < text.count { pieces.append(text.slice(start..<text.count)) }
    return pieces
  }
}
