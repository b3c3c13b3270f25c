/// How large aliases of aliases may make a document, told from its text alone.
///
/// The parser compares keys by all that is in them, so a key that is an alias of aliases costs
/// what it stands for before anybody can count it.
struct AliasGrowth {
  /// At least as many values as the aliases stand for.
  ///
  /// An alias stands behind its anchor, so what is at one anchor is at most as many times the
  /// anchor before as there are aliases up to the next.
  let bound: Double

  init(_ bytes: [UInt8]) {
    var bound = 1.0
    var aliases = 0.0
    var hasAnchor = false
    var last = UInt8(ascii: "\n")
    for index in bytes.indices {
      let byte = bytes[index]
      defer { last = byte }
      guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), Self.isBefore(last),
        index + 1 < bytes.count, Self.isName(bytes[index + 1])
      else { continue }
      if byte == UInt8(ascii: "*") {
        if hasAnchor { aliases += 1 }
      } else {
        bound *= max(aliases, 1)
        aliases = 0
        hasAnchor = true
      }
    }
    // Those behind the last anchor may be within it, and behind it stand for it.
    self.bound = bound * max(aliases, 1) * max(aliases, 1)
  }

  /// What may stand before an anchor or alias.
  private static func isBefore(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "[") || byte == UInt8(ascii: ",")
      || byte == UInt8(ascii: "{") || byte == UInt8(ascii: ":")
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
