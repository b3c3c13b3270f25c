/// A place in a buffer of bytes that moves forward.
///
/// Memory: borrows the buffer; never outlives the call that made it.
struct ByteReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position >= bytes.count }
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  /// Up to so many digits; nil, without moving, when there is none.
  mutating func number(digits: Int) -> Int? {
    fixedNumber(atLeast: 1, atMost: digits)
  }

  mutating func fixedNumber(atLeast: Int, atMost: Int) -> Int? {
    let end = min(bytes.count, position + atMost)
    var value = 0
    var index = position
    while index < end, Self.isDigit(bytes[index]) {
      value = value * 10 + Int(bytes[index] &- UInt8(ascii: "0"))
      index += 1
    }
    guard index - position >= atLeast else { return nil }
    position = index
    return value
  }

  /// The digits behind a decimal point as microseconds, rounded half up.
  ///
  /// Units: the result may be one million, which carries into the seconds.
  mutating func fraction(digits: Int) -> Int? {
    let start = position
    var value = 0
    var rest = 0
    var index = position
    let end = min(bytes.count, position + digits)
    while index < end, Self.isDigit(bytes[index]) {
      let digit = Int(bytes[index] &- UInt8(ascii: "0"))
      if index - start < 6 { value = value * 10 + digit }
      if index - start == 6 { rest = digit }
      index += 1
    }
    guard index > start else { return nil }
    var missing = 6 - (index - start)
    while missing > 0 {
      value *= 10
      missing -= 1
    }
    position = index
    return value + (rest >= 5 ? 1 : 0)
  }

  /// `Z`, `±hh`, `±hhmm`, `±hh:mm` or `±hh:mm:ss` as seconds.
  mutating func zoneOffset() -> Int? {
    let start = position
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    guard let sign = peek, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    position += 1
    guard let hours = fixedNumber(atLeast: 2, atMost: 2), hours < 24 else {
      position = start
      return nil
    }
    let minutes = offsetPart() ?? 0
    let seconds = position - start > 4 ? offsetPart() ?? 0 : 0
    guard minutes < 60, seconds < 60 else {
      position = start
      return nil
    }
    let offset = hours * 3600 + minutes * 60 + seconds
    return sign == UInt8(ascii: "-") ? -offset : offset
  }

  private mutating func offsetPart() -> Int? {
    let start = position
    _ = take(UInt8(ascii: ":"))
    guard let value = fixedNumber(atLeast: 2, atMost: 2) else {
      position = start
      return nil
    }
    return value
  }

  /// The letters that follow, in the case they are in.
  mutating func letters() -> Range<Int> {
    let start = position
    while position < bytes.count, Self.isLetter(bytes[position]) { position += 1 }
    return start..<position
  }

  /// Moves behind a word, whatever its case; stays when the text differs.
  mutating func takeIgnoringCase(_ lowercase: [UInt8]) -> Bool {
    guard position + lowercase.count <= bytes.count else { return false }
    for index in lowercase.indices
    where Self.lowercased(bytes[position + index]) != lowercase[index] {
      return false
    }
    position += lowercase.count
    return true
  }

  func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }
  static func isLetter(_ byte: UInt8) -> Bool { lowercased(byte) &- UInt8(ascii: "a") < 26 }
  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}
