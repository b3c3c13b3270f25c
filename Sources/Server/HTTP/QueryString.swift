/// The parameters behind the question mark of a request's target.
package struct QueryString: Sendable, Equatable {
  private var items: [String: String] = [:]

  /// Of a name that stands twice, the first one counts.
  package init(_ text: some StringProtocol) {
    for part in text.split(separator: "&") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.decode(sides[0])
      guard items[name] == nil else { continue }
      items[name] = sides.count == 2 ? Self.decode(sides[1]) : ""
    }
  }

  package subscript(name: String) -> String? { items[name] }

  /// A parameter that says something.
  package func text(_ name: String) -> String? {
    guard let value = items[name], !value.isEmpty else { return nil }
    return value
  }

  /// Resolves `%41` and `+`; a percent sign that nothing follows stands for itself.
  private static func decode(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = hexadecimal(bytes[index + 1]), let low = hexadecimal(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
        continue
      }
      decoded.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
      index += 1
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
