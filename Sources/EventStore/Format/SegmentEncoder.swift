import Dispatch
import EventModel
import Foundation
import Synchronization

/// Makes segments of events.
struct SegmentEncoder: Sendable {
  /// Rows of a chunk, in order.
  struct Part: Sendable {
    let chunk: EventChunk
    let rows: [Int32]
  }

  let level: Int
  let blockBytes: Int
  let keepsKeys: Bool
  let threads: Int

  /// All parts as one segment of one index; `first` and `id` are the caller's to set.
  func encode(_ parts: [Part], index: String) -> EncodedSegment {
    var header = SegmentHeader()
    header.index = index
    header.count = parts.reduce(0) { $0 + $1.rows.count }
    let times = numbers(parts) { $0.times }
    let arrivals = numbers(parts) { $0.arrivals }
    header.times = Self.range(times)
    header.arrivals = Self.range(arrivals)
    let (kinds, kindCodes) = Self.kinds(parts)
    header.metadata = kinds
    let builders = TextOrder.columns.map { Self.builder(parts, $0) }
    let order = TextOrder(kinds: kindCodes, columns: builders.map { $0.codes })
    let ready = Dictionary(
      uniqueKeysWithValues: zip(TextOrder.columns, builders.map { Self.column($0) }))
    header.isGrouped = true
    let texts = Self.texts(parts, order)
    let blocks = self.blocks(texts)
    header.blockEnds = blocks.map { $0.end }
    let lengths = texts.map { Int64($0.count) }
    header.textBytes = Int(lengths.reduce(0, +))

    var tasks: [(number: Int, make: @Sendable () -> Task)] = []
    for (number, block) in blocks.enumerated() {
      tasks.append((PieceNumber.block(number), { .texts(block.texts) }))
    }
    for field in HotFields.names.indices {
      tasks.append(
        (PieceNumber.field(field), { ready[field] ?? Self.column(Self.builder(parts, field)) }))
    }
    tasks.append((PieceNumber.times, { .bytes(IntegerPiece.encoded(times, isRising: true)) }))
    tasks.append((PieceNumber.arrivals, { .bytes(IntegerPiece.encoded(arrivals, isRising: true)) }))
    tasks.append(
      (PieceNumber.metadata, { .bytes(IntegerPiece.encoded(kindCodes, isRising: false)) }))
    let shapes = numbers(parts) { $0.shapes.map { Int64($0) } }
    tasks.append((PieceNumber.shapes, { .bytes(IntegerPiece.encoded(shapes, isRising: false)) }))
    tasks.append((PieceNumber.lengths, { .bytes(IntegerPiece.encoded(lengths, isRising: false)) }))
    tasks.append(
      (PieceNumber.groups, { .bytes(IntegerPiece.encoded(order.groups, isRising: false)) }))
    let keys = keepsKeys ? numbers(parts) { $0.keys.map { Int64(bitPattern: $0) } } : []
    header.hasKeys = keys.contains { $0 != 0 }
    if header.hasKeys {
      tasks.append(
        (PieceNumber.keys, { .bytes(IntegerPiece.encoded(keys.sorted(), isRising: true)) }))
    }
    let fields = Self.indexedFields(parts)
    if !fields.isEmpty { tasks.append((PieceNumber.indexedFields, { .bytes(fields) })) }

    let pieces = run(tasks)
    header.storedBytes = pieces.reduce(0) { $0 + $1.data.count }
    return EncodedSegment(header: header, pieces: pieces)
  }

  private enum Task: Sendable {
    case nothing
    case bytes([UInt8])
    case texts([Bytes])
  }

  private func run(
    _ tasks: [(number: Int, make: @Sendable () -> Task)]
  ) -> [(number: Int, data: Data)] {
    let next = Atomic<Int>(0)
    let results = Mutex<[(number: Int, data: Data)]>([])
    let (level, blockBytes) = (level, blockBytes)
    DispatchQueue.concurrentPerform(iterations: tasks.count > 8 ? threads : 1) { _ in
      let packer = Packer()
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < tasks.count else { return }
        let data: Data
        switch tasks[index].make() {
        case .nothing: continue
        case .bytes(let bytes): data = packer.pack(bytes, level: level)
        case .texts(let texts):
          var joined: [UInt8] = []
          joined.reserveCapacity(blockBytes + (64 << 10))
          for text in texts { joined.append(text) }
          data = packer.pack(joined, level: level)
        }
        results.withLock { $0.append((tasks[index].number, data)) }
      }
    }
    return results.withLock { $0 }.sorted { $0.number < $1.number }
  }

  private func numbers(_ parts: [Part], _ values: (EventChunk) -> [Int64]) -> [Int64] {
    var result: [Int64] = []
    for part in parts {
      let all = values(part.chunk)
      for row in part.rows { result.append(all[Int(row)]) }
    }
    return result
  }

  private func numbers(_ parts: [Part], _ values: (EventChunk) -> [UInt64]) -> [UInt64] {
    parts.flatMap { part in
      let all = values(part.chunk)
      return part.rows.map { all[Int($0)] }
    }
  }

  private static func range(_ values: [Int64]) -> ClosedRange<Int64> {
    (values.min() ?? 0)...(values.max() ?? 0)
  }

  private static func builder(_ parts: [Part], _ field: Int) -> DictionaryBuilder {
    var builder = DictionaryBuilder()
    for part in parts {
      let column = part.chunk.columns[field]
      builder.endBatch()
      for row in part.rows { builder.add(column[Int(row)]) }
    }
    return builder
  }

  private static func column(_ builder: DictionaryBuilder) -> Task {
    builder.encoded().map { .bytes($0) } ?? .nothing
  }

  /// All texts, in their order.
  private static func texts(_ parts: [Part], _ order: TextOrder) -> [Bytes] {
    let arrived = parts.flatMap { part in part.rows.map { part.chunk.texts[Int($0)] } }
    return order.events.map { arrived[Int($0)] }
  }

  private static func kinds(_ parts: [Part]) -> ([EventBlock.Metadata], [Int64]) {
    var kinds: [EventBlock.Metadata] = []
    var places: [EventBlock.Metadata: Int64] = [:]
    var codes: [Int64] = []
    for part in parts {
      let own = part.chunk.metadata.map { described -> Int64 in
        if let known = places[described] { return known }
        places[described] = Int64(kinds.count)
        kinds.append(described)
        return Int64(kinds.count - 1)
      }
      for row in part.rows { codes.append(own[Int(part.chunk.metadataIndexes[Int(row)])]) }
    }
    return (kinds, codes)
  }

  private struct Block: Sendable {
    var texts: [Bytes] = []
    var bytes = 0
    var end = 0
  }

  private func blocks(_ texts: [Bytes]) -> [Block] {
    var blocks: [Block] = []
    var block = Block()
    for (place, text) in texts.enumerated() {
      if block.bytes + text.count > blockBytes, !block.texts.isEmpty {
        block.end = place
        blocks.append(block)
        block = Block()
      }
      block.texts.append(text)
      block.bytes += text.count
    }
    block.end = texts.count
    if !block.texts.isEmpty { blocks.append(block) }
    return blocks
  }

  /// Shape: of each event that has some, its number and the object's length and text.
  private static func indexedFields(_ parts: [Part]) -> [UInt8] {
    var result: [UInt8] = []
    var event = 0
    for part in parts {
      guard !part.chunk.indexedFields.isEmpty else {
        event += part.rows.count
        continue
      }
      for row in part.rows {
        if let fields = part.chunk.indexedFields[Int(row)] {
          result.appendNumber(event)
          result.appendNumber(fields.count)
          result.append(fields)
        }
        event += 1
      }
    }
    return result
  }
}
