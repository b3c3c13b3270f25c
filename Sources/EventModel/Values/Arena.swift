/// The memory behind the texts of one batch: grows in chunks, never moves, freed at once.
///
/// Memory: texts stored here stay valid until the arena is released; columns hold their arenas.
// Guard for @unchecked Sendable: one task writes; it is only read once its batch is handed on.
public final class Arena: @unchecked Sendable {
  private static let firstChunk = 4096
  private static let largestChunk = 1 << 20

  private var chunks: [UnsafeMutableRawBufferPointer] = []
  private var free: UnsafeMutableRawPointer?
  private var room = 0
  private var nextChunk = firstChunk
  /// Objects whose memory texts of this arena point into.
  private var kept: [AnyObject] = []
  /// Bytes taken from the system so far.
  public private(set) var footprint = 0

  public init() {}

  deinit {
    for chunk in chunks { chunk.deallocate() }
  }

  /// Keeps an object alive as long as this arena.
  public func keep(_ object: AnyObject) { kept.append(object) }

  /// Forgets everything, so that what comes next has its memory: to be called when nothing points
  /// into it any more. Fresh memory costs more than filling it.
  public func reuse() {
    kept = []
    guard let largest = chunks.max(by: { $0.count < $1.count }) else { return }
    for chunk in chunks where chunk.baseAddress != largest.baseAddress { chunk.deallocate() }
    chunks = [largest]
    free = largest.baseAddress
    room = largest.count
    footprint = largest.count
  }

  /// Uninitialised memory for `count` bytes.
  public func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    reserve(count, alignment: 1).bindMemory(to: UInt8.self, capacity: count)
  }

  public func store(_ bytes: Bytes) -> Bytes { store(bytes.buffer) }

  public func store(_ buffer: UnsafeBufferPointer<UInt8>) -> Bytes {
    guard let base = buffer.baseAddress, buffer.count > 0 else { return .empty }
    let target = allocate(buffer.count)
    target.update(from: base, count: buffer.count)
    return Bytes(start: target, count: buffer.count)
  }

  public func store(_ array: [UInt8]) -> Bytes {
    array.withUnsafeBufferPointer { store($0) }
  }

  public func store(_ string: String) -> Bytes {
    var string = string
    return string.withUTF8 { store($0) }
  }

  /// One text made of parts.
  public func join(_ parts: [Bytes], separator: Bytes = .empty) -> Bytes {
    guard let first = parts.first else { return .empty }
    let total = parts.reduce(separator.count * (parts.count - 1)) { $0 + $1.count }
    let target = allocate(total)
    target.update(from: first.start, count: first.count)
    var end = first.count
    for part in parts.dropFirst() {
      (target + end).update(from: separator.start, count: separator.count)
      end += separator.count
      (target + end).update(from: part.start, count: part.count)
      end += part.count
    }
    return Bytes(start: target, count: total)
  }

  /// Several texts as one cell: none is null, one is a plain text.
  public func cell(_ values: [Bytes]) -> Cell {
    guard let first = values.first else { return .null }
    guard values.count > 1 else { return .text(first) }
    let target = reserve(
      values.count * MemoryLayout<Bytes>.stride, alignment: MemoryLayout<Bytes>.alignment
    ).bindMemory(to: Bytes.self, capacity: values.count)
    for (index, value) in values.enumerated() { (target + index).initialize(to: value) }
    return .multivalue(Multivalue(start: target, count: values.count))
  }

  /// A copy of a cell whose texts live here.
  public func store(_ cell: Cell) -> Cell {
    switch cell {
    case .null, .number, .boolean: cell
    case .text(let text): .text(store(text))
    case .multivalue(let values): self.cell(values.map { store($0) })
    }
  }

  private func reserve(_ count: Int, alignment: Int) -> UnsafeMutableRawPointer {
    if let free {
      let aligned = free.alignedUp(toMultipleOf: alignment)
      let padding = free.distance(to: aligned)
      if padding + count <= room {
        self.free = aligned + count
        room -= padding + count
        return aligned
      }
    }
    return reserveInNewChunk(count)
  }

  private func reserveInNewChunk(_ count: Int) -> UnsafeMutableRawPointer {
    let size = max(nextChunk, count)
    let chunk = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    chunks.append(UnsafeMutableRawBufferPointer(start: chunk, count: size))
    footprint += size
    nextChunk = min(nextChunk * 2, Self.largestChunk)
    // A text larger than a chunk gets its own and leaves the current one in use.
    if count > size / 2, free != nil, count >= Self.largestChunk { return chunk }
    free = chunk + count
    room = size - count
    return chunk
  }
}
