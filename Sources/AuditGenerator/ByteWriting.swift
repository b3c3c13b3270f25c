// A log is written byte by byte into one growing buffer; these are the few shapes of value in it.
extension [UInt8] {
  mutating func appendDigits(_ value: Int, width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(0x30 + value / divisor % 10))
      divisor /= 10
    }
  }

  mutating func appendDecimal(_ value: Int) {
    var width = 1
    var rest = value / 10
    while rest > 0 {
      width += 1
      rest /= 10
    }
    appendDigits(value, width: width)
  }

  mutating func appendHex(_ word: UInt64, digits: Int) {
    var shift = (digits - 1) * 4
    while shift >= 0 {
      let nibble = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
      append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
      shift -= 4
    }
  }

  /// Appends a version 4 UUID made of two random words.
  mutating func appendUUID(_ first: UInt64, _ second: UInt64) {
    appendHex(first >> 32, digits: 8)
    append(UInt8(ascii: "-"))
    appendHex(first >> 16, digits: 4)
    append(UInt8(ascii: "-"))
    appendHex(first & 0x0FFF | 0x4000, digits: 4)
    append(UInt8(ascii: "-"))
    appendHex(second >> 48 & 0x3FFF | 0x8000, digits: 4)
    append(UInt8(ascii: "-"))
    appendHex(second, digits: 12)
  }

  /// Appends letters as Kubernetes picks them for generated names: no vowels, no look-alikes.
  mutating func appendNameSuffix(_ word: UInt64, length: Int) {
    let alphabet: StaticString = "bcdfghjklmnpqrstvwxz2456789"
    var rest = word
    for _ in 0..<length {
      append(alphabet.utf8Start[Int(rest % 27)])
      rest /= 27
    }
  }
}
