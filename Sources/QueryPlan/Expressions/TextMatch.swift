package import EventModel

/// A word or phrase that a `search` looks for in the event's text.
///
/// A word matches whole tokens: where the pattern begins or ends with a letter or digit, the event
/// must have none next to it, unless a `*` stands there. Case does not matter unless `CASE()` says
/// so. What `TERM()` names stands between major breakers: `ip=10.0.0.1` has no term `10.0.0.1`.
///
/// Source: Splunk Search Reference, `search` (segmentation at minor breakers); Search Manual, "Use
/// CASE() and TERM() to match phrases".
package struct TextMatch: Sendable {
  package let text: String
  package let isCaseSensitive: Bool
  package let isWholeTerm: Bool
  private let pattern: WildcardPattern

  package init(_ text: String, isCaseSensitive: Bool = false, isWholeTerm: Bool = false) {
    self.text = text
    self.isCaseSensitive = isCaseSensitive
    self.isWholeTerm = isWholeTerm
    pattern = WildcardPattern(text, isCaseSensitive: isCaseSensitive)
  }

  /// True for `*`, which every row matches, with or without a text.
  package var matchesEverything: Bool { pattern.matchesEverything }

  /// The literal parts between the wildcards, folded unless case matters.
  package var parts: [[UInt8]] { pattern.parts }

  package func matches(_ raw: Bytes) -> Bool {
    if matchesEverything { return true }
    if !isCaseSensitive, !CaseFolding.isASCII(raw) {
      return CaseFolding.fold(raw.array).withUnsafeBufferPointer { find(in: $0) }
    }
    return find(in: raw.buffer)
  }

  private func find(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = parts.first else { return true }
    var start = 0
    while let found = next(first, in: text, from: start) {
      if startsToken(text, at: found, part: first),
        matchesRest(text, from: found + first.count)
      {
        return true
      }
      start = found + 1
    }
    return false
  }

  private func matchesRest(_ text: UnsafeBufferPointer<UInt8>, from: Int) -> Bool {
    guard parts.count > 1, let last = parts.last else {
      return endsToken(text, at: from, part: parts[0])
    }
    var position = from
    for part in parts[1..<(parts.count - 1)] {
      guard let found = next(part, in: text, from: position) else { return false }
      position = found + part.count
    }
    if last.isEmpty { return true }
    while let found = next(last, in: text, from: position) {
      if endsToken(text, at: found + last.count, part: last) { return true }
      position = found + 1
    }
    return false
  }

  private func startsToken(
    _ text: UnsafeBufferPointer<UInt8>, at position: Int, part: [UInt8]
  ) -> Bool {
    guard let first = part.first, isBound(first), position > 0 else { return true }
    return !isBound(text[position - 1])
  }

  private func endsToken(
    _ text: UnsafeBufferPointer<UInt8>, at position: Int, part: [UInt8]
  ) -> Bool {
    guard let last = part.last, isBound(last), position < text.count else { return true }
    return !isBound(text[position])
  }

  /// Whether the byte belongs to the token that a neighbour of its kind is part of.
  private func isBound(_ byte: UInt8) -> Bool {
    isWholeTerm ? !Self.majorBreakers.contains(byte) : Self.isWord(byte)
  }

  /// Source: Splunk Admin Manual, segmenters.conf, `MAJOR`, without those of several characters.
  private static let majorBreakers = Set("[]<>(){}|!;,'\"*\n\r \t&?+".utf8)

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80
  }

  private func next(
    _ part: [UInt8], in text: UnsafeBufferPointer<UInt8>, from: Int
  ) -> Int? {
    guard part.count > 0 else { return from <= text.count ? from : nil }
    var position = from
    let end = text.count - part.count
    scan: while position <= end {
      for index in part.indices {
        let byte = text[position + index]
        if (isCaseSensitive ? byte : CaseFolding.fold(byte)) != part[index] {
          position += 1
          continue scan
        }
      }
      return position
    }
    return nil
  }
}
