package import EventModel
import Foundation

/// JSON text that grows at its end.
///
/// Memory: belongs to a `JSONBuffer`. A value and not an object, so that its parts are reached
/// without a check at each access.
package struct JSONOutput {
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  @usableFromInline var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  func deallocate() { start.deallocate() }

  var contents: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  mutating func removeAll() { count = 0 }

  @inlinable @inline(__always)
  package mutating func append(_ text: Bytes) {
    reserve(text.count)
    (start + count).update(from: text.start, count: text.count)
    count += text.count
  }

  @inlinable @inline(__always)
  package mutating func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count += 1
  }

  /// A quoted string. Bytes that are not UTF-8 become the replacement character.
  package mutating func appendString(_ text: Bytes) {
    append(UInt8(ascii: "\""))
    appendInside(text)
    append(UInt8(ascii: "\""))
  }

  /// The displayed text of a number as the inside of a quoted string.
  package mutating func appendInside(_ number: Double) {
    guard number == number.rounded(.towardZero), abs(number) < 1e15 else {
      let text = NumberText.format(number)
      for byte in text.utf8 { append(byte) }
      return
    }
    reserve(24)
    var rest = UInt64(abs(number))
    var digits = 1
    var bound: UInt64 = 10
    while rest >= bound {
      digits += 1
      bound *= 10
    }
    if number < 0 { append(UInt8(ascii: "-")) }
    for place in stride(from: digits - 1, through: 0, by: -1) {
      start[count + place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    count += digits
  }

  /// The inside of a quoted string. Bytes that are not UTF-8 become the replacement character.
  package mutating func appendInside(_ text: Bytes) {
    if appendPlain(text) { return }
    // Every byte may take six.
    reserve(text.count * 6)
    var target = start + count
    var isKnownUTF8 = false
    for index in 0..<text.count {
      let byte = text[index]
      if byte >= 0x80, !isKnownUTF8 {
        guard EventModel.JSONText.isUTF8(text) else {
          appendRepaired(text)
          return
        }
        isKnownUTF8 = true
      }
      target = Self.escape(byte, to: target)
    }
    count = start.distance(to: target)
  }

  /// Appends a text as it is, if it has only characters that stand for themselves in a quoted
  /// string; most texts.
  package mutating func appendPlain(_ text: Bytes) -> Bool {
    // Words are written whole.
    reserve(text.count + 8)
    let source = UnsafeRawPointer(text.start)
    let target = UnsafeMutableRawPointer(start + count)
    guard text.count >= 8 else {
      var word: UInt64 = 0
      for index in 0..<text.count { word |= UInt64(text[index]) << UInt64(index * 8) }
      // Spaces behind the text are plain, and written over.
      let spaces: UInt64 = 0x2020_2020_2020_2020
      word |= spaces << UInt64(text.count * 8)
      guard Self.isPlain(word) else { return false }
      target.storeBytes(of: word, as: UInt64.self)
      count += text.count
      return true
    }
    var index = 0
    while index + 8 < text.count {
      let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      guard Self.isPlain(word) else { return false }
      target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
      index += 8
    }
    // The last word begins within the one before.
    let last = text.count - 8
    let word = source.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    guard Self.isPlain(word) else { return false }
    target.storeBytes(of: word, toByteOffset: last, as: UInt64.self)
    count += text.count
    return true
  }

  private mutating func appendRepaired(_ text: Bytes) {
    var repaired = text.string
    repaired.withUTF8 { buffer in
      guard let start = buffer.baseAddress else { return }
      appendInside(Bytes(start: start, count: buffer.count))
    }
  }

  /// Whether none of eight bytes needs a closer look: control characters, quotes, backslashes,
  /// anything beyond ASCII.
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

  @inline(__always)
  private static func escape(
    _ byte: UInt8, to target: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let letter: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
    case UInt8(ascii: "\n"): letter = UInt8(ascii: "n")
    case UInt8(ascii: "\r"): letter = UInt8(ascii: "r")
    case UInt8(ascii: "\t"): letter = UInt8(ascii: "t")
    case 0..<0x20, 0x7F: return escapeByNumber(byte, to: target)
    default:
      target[0] = byte
      return target + 1
    }
    target[0] = UInt8(ascii: "\\")
    target[1] = letter
    return target + 2
  }

  private static func escapeByNumber(
    _ byte: UInt8, to target: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    for (place, letter) in [0x5C, 0x75, 0x30, 0x30].enumerated() { target[place] = UInt8(letter) }
    for (place, digit) in [byte >> 4, byte & 15].enumerated() {
      target[4 + place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
    return target + 6
  }

  @inlinable @inline(__always)
  mutating func reserve(_ more: Int) {
    if count + more > capacity { enlarge(to: count + more) }
  }

  @usableFromInline
  mutating func enlarge(to least: Int) {
    let larger = max(capacity * 2, least)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: start, count: count)
    start.deallocate()
    start = moved
    capacity = larger
  }
}
