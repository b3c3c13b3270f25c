import Foundation

/// The orders that SPL compares values in.
public enum TextOrder: Sendable {
  /// Numbers as numbers, everything else byte by byte.
  ///
  /// Source: Splunk Search Reference, `where` and `search`: two numbers compare numerically,
  /// otherwise lexicographically.
  public static func compare(_ a: Cell, _ b: Cell, in arena: Arena) -> Int? {
    if let x = a.number, let y = b.number { return x < y ? -1 : x > y ? 1 : 0 }
    guard let x = a.text(in: arena), let y = b.text(in: arena) else { return nil }
    return compareBytes(x, y)
  }

  public static func compareBytes(_ a: Bytes, _ b: Bytes) -> Int {
    let order = memcmp(a.start, b.start, min(a.count, b.count))
    if order != 0 { return order < 0 ? -1 : 1 }
    return a.count == b.count ? 0 : a.count < b.count ? -1 : 1
  }
}

/// Case-insensitive comparison, as `search` and lookups do it.
///
/// ASCII letters fold by table; any other letter folds by Unicode's simple lower-case mapping,
/// except where that would turn it into an ASCII letter (the Kelvin sign stays itself): so a
/// literal prefilter over bytes stays sound.
public enum CaseFolding {
  @inlinable
  public static func fold(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  public static func isASCII(_ text: Bytes) -> Bool {
    text.buffer.allSatisfy { $0 < 0x80 }
  }

  /// The folded text; every text equal to another but for case has the same.
  public static func fold(_ text: [UInt8]) -> [UInt8] {
    if text.allSatisfy({ $0 < 0x80 }) { return text.map { fold($0) } }
    var folded: [UInt8] = []
    folded.reserveCapacity(text.count)
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if scalar.isASCII {
        folded.append(fold(UInt8(scalar.value)))
        continue
      }
      let lower = scalar.properties.lowercaseMapping
      let isSafe = lower.unicodeScalars.allSatisfy { !$0.isASCII }
      folded.append(contentsOf: (isSafe ? lower : String(scalar)).utf8)
    }
    return folded
  }

  /// Whether a text equals an already folded one.
  @inlinable
  public static func equals(_ text: Bytes, folded: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == folded.count else {
      return !isASCII(text) && fold(text.array).elementsEqual(folded)
    }
    for index in 0..<text.count {
      let byte = text[index]
      if byte >= 0x80 { return fold(text.array).elementsEqual(folded) }
      if fold(byte) != folded[index] { return false }
    }
    return true
  }
}
