import EventModel

/// Memory that records are read into.
///
/// Memory: columns that borrow texts keep it alive; it is reused only once nobody does.
// Guard for @unchecked Sendable: one thread fills it; afterwards it is only read.
final class ChunkBuffer: @unchecked Sendable {
  private(set) var start: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  func bytes(_ range: Range<Int>) -> Bytes {
    Bytes(start: start + range.lowerBound, count: range.count)
  }

  /// Makes room, keeping the first `kept` bytes.
  func grow(to wanted: Int, keeping kept: Int) {
    guard wanted > capacity else { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
    larger.update(from: start, count: kept)
    start.deallocate()
    start = larger
    capacity = wanted
  }
}
