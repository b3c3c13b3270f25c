/// A text with `*` for any run of bytes; without one, a plain text.
public struct WildcardPattern: Sendable, Hashable {
  /// As it was written.
  public let text: String
  /// The literal parts between the stars; the first and last may be empty.
  public let parts: [[UInt8]]
  public let isCaseSensitive: Bool

  public init(_ text: String, isCaseSensitive: Bool = true) {
    self.text = text
    self.isCaseSensitive = isCaseSensitive
    parts = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      .map { isCaseSensitive ? Array($0) : CaseFolding.fold(Array($0)) }
  }

  public var hasWildcard: Bool { parts.count > 1 }

  /// Units: bytes that stand for themselves.
  public var literalCount: Int { parts.reduce(0) { $0 + $1.count } }

  /// True for `*` alone, which any text matches.
  public var matchesEverything: Bool { hasWildcard && parts.allSatisfy { $0.isEmpty } }

  public func matches(_ string: String) -> Bool { captures(string) != nil }

  public func matches(_ bytes: Bytes) -> Bool {
    if !isCaseSensitive, !CaseFolding.isASCII(bytes) {
      return CaseFolding.fold(bytes.array).withUnsafeBufferPointer { match($0, folds: false) }
    }
    return match(bytes.buffer, folds: !isCaseSensitive)
  }

  /// What each star stood for, if the pattern matches; stars take as little as they can.
  public func captures(_ string: String) -> [String]? {
    let bytes = isCaseSensitive ? Array(string.utf8) : CaseFolding.fold(Array(string.utf8))
    return bytes.withUnsafeBufferPointer { buffer in
      var stars: [Range<Int>] = []
      guard match(buffer, folds: false, star: { stars.append($0) }) else { return nil }
      return stars.map { star in
        String(decoding: UnsafeBufferPointer(rebasing: buffer[star]), as: UTF8.self)
      }
    }
  }

  private func match(
    _ text: UnsafeBufferPointer<UInt8>, folds: Bool, star: (Range<Int>) -> Void = { _ in }
  ) -> Bool {
    guard let first = parts.first, let last = parts.last else { return text.isEmpty }
    guard hasWildcard else {
      return text.count == first.count && Self.equal(text, at: 0, first, folds: folds)
    }
    guard text.count >= first.count + last.count,
      Self.equal(text, at: 0, first, folds: folds)
    else { return false }
    var position = first.count
    let end = text.count - last.count
    for part in parts[1..<(parts.count - 1)] {
      guard let found = Self.find(part, in: text, from: position, to: end, folds: folds)
      else { return false }
      star(position..<found)
      position = found + part.count
    }
    guard position <= end, Self.equal(text, at: end, last, folds: folds) else { return false }
    star(position..<end)
    return true
  }

  private static func equal(
    _ text: UnsafeBufferPointer<UInt8>, at position: Int, _ part: [UInt8], folds: Bool
  ) -> Bool {
    for index in part.indices {
      let byte = text[position + index]
      if (folds ? CaseFolding.fold(byte) : byte) != part[index] { return false }
    }
    return true
  }

  private static func find(
    _ part: [UInt8], in text: UnsafeBufferPointer<UInt8>, from: Int, to end: Int, folds: Bool
  ) -> Int? {
    var position = from
    while position + part.count <= end {
      if equal(text, at: position, part, folds: folds) { return position }
      position += 1
    }
    return nil
  }
}
