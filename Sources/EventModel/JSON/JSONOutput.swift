/// JSON text that grows at its end; what is appended is JSON already.
///
/// Memory: belongs to a `JSONBuffer`. A value and not an object, so that its parts are reached
/// without a check at each access.
public struct JSONOutput {
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
  public mutating func append(_ text: Bytes) {
    reserve(text.count)
    Self.copy(text, to: start + count)
    count += text.count
  }

  /// Most texts are short: those are copied in two words that may overlap, which takes less time
  /// than a call of `memmove`.
  @inlinable @inline(__always)
  static func copy(_ text: Bytes, to target: UnsafeMutablePointer<UInt8>) {
    let source = UnsafeRawPointer(text.start)
    let target = UnsafeMutableRawPointer(target)
    switch text.count {
    case 8..<16:
      move(UInt64.self, at: 0, source, target)
      move(UInt64.self, at: text.count - 8, source, target)
    case 16..<32:
      move(SIMD2<UInt64>.self, at: 0, source, target)
      move(SIMD2<UInt64>.self, at: text.count - 16, source, target)
    case 32..<64:
      move(SIMD4<UInt64>.self, at: 0, source, target)
      move(SIMD4<UInt64>.self, at: text.count - 32, source, target)
    default: target.copyMemory(from: source, byteCount: text.count)
    }
  }

  @inlinable @inline(__always)
  static func move<Word: BitwiseCopyable>(
    _ word: Word.Type, at place: Int, _ source: UnsafeRawPointer,
    _ target: UnsafeMutableRawPointer
  ) {
    target.storeBytes(
      of: source.loadUnaligned(fromByteOffset: place, as: word), toByteOffset: place, as: word)
  }

  @inlinable @inline(__always)
  public mutating func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count += 1
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
