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
    (start + count).update(from: text.start, count: text.count)
    count += text.count
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
