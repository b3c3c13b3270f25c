import Foundation

/// A borrowed text: UTF-8 bytes that live in an arena, a file buffer or static memory.
///
/// Memory: valid as long as the arena of the column it came from; a kernel never keeps one past
/// its batch without storing it in an arena of its own.
// Guard for @unchecked Sendable: the bytes are never written after the text was stored.
public struct Bytes: @unchecked Sendable {
  public let start: UnsafePointer<UInt8>
  public let count: Int

  @inlinable
  public init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  /// A text that lives as long as the program.
  public init(_ literal: StaticString) {
    self.init(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  public static let empty = Bytes("")

  @inlinable public var isEmpty: Bool { count == 0 }

  @inlinable public var buffer: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: start, count: count)
  }

  @inlinable public subscript(index: Int) -> UInt8 { start[index] }

  /// A part of the text, sharing its memory.
  @inlinable
  public func slice(_ range: Range<Int>) -> Bytes {
    Bytes(start: start + range.lowerBound, count: range.count)
  }

  public var string: String { String(decoding: buffer, as: UTF8.self) }

  public var array: [UInt8] { Array(buffer) }
}

extension Bytes: Hashable {
  @inlinable
  public static func == (a: Bytes, b: Bytes) -> Bool {
    a.count == b.count && (a.start == b.start || hasSameBytes(a, b))
  }

  @usableFromInline
  static func hasSameBytes(_ a: Bytes, _ b: Bytes) -> Bool {
    memcmp(a.start, b.start, a.count) == 0
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytes: UnsafeRawBufferPointer(buffer))
  }
}

extension Bytes: Comparable {
  /// Lexicographic order of the UTF-8 bytes: digits before upper case before lower case.
  public static func < (a: Bytes, b: Bytes) -> Bool {
    a.buffer.lexicographicallyPrecedes(b.buffer)
  }
}
