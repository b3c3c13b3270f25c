import Dispatch
import EventFiles
import EventModel
import GRDB
import Synchronization

/// Writes groups of blocks as segments, one transaction a group.
// Guard for @unchecked Sendable: only the ingest queue calls `write`, one group after the other.
final class IngestWriter: @unchecked Sendable {
  private static let chunkEvents = 1024
  private static let chunkBytes = 1 << 20

  private let database: StoreDatabase
  private let options: StoreOptions
  private let encoder: SegmentEncoder
  private let readers: [IngestReader]
  private var duplicates: DuplicateFilter
  private var nextEvent: Int64

  init(_ database: StoreDatabase, _ options: StoreOptions) throws {
    self.database = database
    self.options = options
    encoder = SegmentEncoder(
      level: options.ingestLevel, blockBytes: options.blockBytes, keepsKeys: true,
      threads: options.threads)
    let hash = try database.hash()
    let times = EventTimes(
      options.knowledge, timestamp: Timestamp(zone: options.timeZone, arrival: 0))
    readers = (0..<max(options.threads, 1)).map { _ in
      IngestReader(hash: hash, clock: ArrivalClock(times))
    }
    nextEvent = try database.nextEvent()
    duplicates = try StoredKeys.filter(database, horizon: options.duplicateHorizon)
  }

  /// Ordering: outcomes are in the order of the entries; when they are given, the events are on the
  /// disk or none of them is.
  func write(_ entries: [IngestQueue.Entry]) -> [IngestQueue.Outcome] {
    let (chunks, owners) = read(entries)
    var receipts = entries.map { _ in EventReceipt(stored: 0) }
    var parts: [String: [SegmentEncoder.Part]] = [:]
    var progress = IngestProgress(entries)
    for (chunk, owner) in zip(chunks, owners) {
      var rows: [String: [Int32]] = [:]
      for row in 0..<chunk.count {
        guard duplicates.admit(chunk.keys[row]) else {
          receipts[owner].duplicates += 1
          continue
        }
        receipts[owner].stored += 1
        let index = chunk.metadata[Int(chunk.metadataIndexes[row])].index
        rows[index, default: []].append(Int32(row))
        if !IndexScope.ownIndexes.contains(index) { progress.count(chunk.times[row]) }
      }
      for (index, rows) in rows {
        parts[index, default: []].append(SegmentEncoder.Part(chunk: chunk, rows: rows))
      }
    }
    do {
      try store(parts, progress)
      duplicates.commit()
      return receipts.map { .success($0) }
    } catch {
      duplicates.rollback()
      let reason = Self.reason(error)
      return entries.map { _ in .failure(.busy(reason)) }
    }
  }

  private func store(
    _ parts: [String: [SegmentEncoder.Part]], _ progress: IngestProgress
  ) throws {
    var segments: [EncodedSegment] = []
    var next = nextEvent
    for (index, parts) in parts.sorted(by: { $0.key < $1.key }) {
      for own in SegmentSizes(options).split(parts) {
        var segment = encoder.encode(own, index: index)
        segment.header.first = next
        next = segment.header.end
        segments.append(segment)
      }
    }
    guard !segments.isEmpty || !progress.isEmpty else { return }
    try database.write(segments, nextEvent: next, progress: progress)
    nextEvent = next
  }

  /// The events of all entries, in order, and which entry each chunk is of.
  private func read(_ entries: [IngestQueue.Entry]) -> ([EventChunk], owners: [Int]) {
    var work: [(entry: Int, events: Range<Int>)] = []
    for (index, entry) in entries.enumerated() {
      var start = 0
      while start < entry.block.count {
        let first = entry.block.range(start).lowerBound
        var end = start + 1
        while end < entry.block.count, end - start < Self.chunkEvents,
          entry.block.ends[end] - first <= Self.chunkBytes
        {
          end += 1
        }
        work.append((index, start..<end))
        start = end
      }
    }
    let todo = work
    let next = Atomic<Int>(0)
    let chunks = Mutex<[EventChunk?]>(Array(repeating: nil, count: todo.count))
    let (readers, zone) = (readers, options.timeZone)
    DispatchQueue.concurrentPerform(iterations: min(readers.count, todo.count)) { thread in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < todo.count else { return }
        let entry = entries[todo[index].entry]
        let chunk = readers[thread].read(
          entry.block, todo[index].events, arrival: entry.arrival, zone: zone)
        chunks.withLock { $0[index] = chunk }
      }
    }
    return (chunks.withLock { $0.compactMap { $0 } }, todo.map { $0.entry })
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(error)" }
    return error.resultCode == .SQLITE_FULL
      ? "the disk is full" : "the store cannot be written: \(error)"
  }
}

/// Cuts events into segments of a bounded size.
struct SegmentSizes {
  private let events: Int
  private let bytes: Int

  init(_ options: StoreOptions) {
    events = max(options.segmentEvents, 1)
    bytes = options.segmentBytes
  }

  func split(_ parts: [SegmentEncoder.Part]) -> [[SegmentEncoder.Part]] {
    var result: [[SegmentEncoder.Part]] = []
    var current: [SegmentEncoder.Part] = []
    var (count, size) = (0, 0)
    for part in parts {
      var rows: [Int32] = []
      for row in part.rows {
        let length = part.chunk.texts[Int(row)].count
        if count > 0, count == events || size + length > bytes {
          if !rows.isEmpty { current.append(SegmentEncoder.Part(chunk: part.chunk, rows: rows)) }
          result.append(current)
          (current, rows, count, size) = ([], [], 0, 0)
        }
        rows.append(row)
        count += 1
        size += length
      }
      if !rows.isEmpty { current.append(SegmentEncoder.Part(chunk: part.chunk, rows: rows)) }
    }
    if !current.isEmpty { result.append(current) }
    return result
  }
}
