import EventModel
import GRDB

/// Merges small segments, so that many small posts do not leave many small segments, and packs
/// segments for keeping.
///
/// A merge is one transaction: a reader sees the segments before it or after it.
struct Compaction: Sendable {
  /// So many segments of a size make one of the next.
  private static let fanIn = 16

  private let database: StoreDatabase
  private let options: StoreOptions

  init(_ database: StoreDatabase, _ options: StoreOptions) {
    self.database = database
    self.options = options
  }

  /// Merges one run of segments; false when there is none to merge.
  ///
  /// `all`: merges every run of two, however small. `isHasty`: leaves packing for keeping to
  /// `settle`.
  func merge(all: Bool = false, isHasty: Bool = false) throws -> Bool {
    let sizes = try database.pool.read { db in try StoreDatabase.sizes(db) }
    let byIndex = Dictionary(grouping: sizes) { $0.index }
    for (_, own) in byIndex.sorted(by: { $0.key < $1.key }) {
      guard let run = run(own, all: all) else { continue }
      let ids = Set(run.map { $0.id })
      let headers = try database.pool.read { db in
        try StoreDatabase.headers(
          db, where: "first BETWEEN ? AND ?", [run[0].first, run[run.count - 1].first])
      }.filter { ids.contains($0.id) }
      return try rewrite(headers, isHasty: isHasty)
    }
    return false
  }

  /// Packs one segment for keeping; false when all are.
  ///
  /// `onlyLarge`: leaves those alone that will be merged yet.
  func settle(onlyLarge: Bool = false) throws -> Bool {
    let (events, bytes) = onlyLarge ? (options.segmentEvents / 2, options.segmentBytes / 2) : (0, 0)
    let next = try database.pool.read { db in
      try StoreDatabase.headers(
        db,
        where: """
          id = (SELECT id FROM segment WHERE NOT isSettled AND (count > ? OR textBytes > ?)
            ORDER BY first LIMIT 1)
          """, [events, bytes])
    }
    return next.isEmpty ? false : try rewrite(next)
  }

  /// Takes the keys of one segment away that no duplicate is told by any more; false when none has
  /// any.
  func forgetKeys() throws -> Bool {
    try database.forgetKeys(before: try database.nextEvent() - Int64(options.duplicateHorizon))
  }

  /// Neighbours of about the same size that are worth a merge.
  private func run(_ headers: [SegmentSize], all: Bool) -> [SegmentSize]? {
    let full = options.segmentEvents
    let limits = all ? [full - 1] : [full / 256, full / 16, full / 2]
    for limit in limits {
      var run: [SegmentSize] = []
      var (events, bytes) = (0, 0)
      for header in headers {
        let isSmall = header.count <= limit && header.textBytes < options.segmentBytes / 2
        let fits =
          events + header.count <= full && bytes + header.textBytes <= options.segmentBytes
        if !isSmall || !fits {
          if isWorth(run, isFull: isSmall, all) { return run }
          (run, events, bytes) = ([], 0, 0)
        }
        guard isSmall else { continue }
        run.append(header)
        events += header.count
        bytes += header.textBytes
      }
      if isWorth(run, isFull: false, all) { return run }
    }
    return nil
  }

  private func isWorth(_ run: [SegmentSize], isFull: Bool, _ all: Bool) -> Bool {
    run.count > 1 && (all || isFull || run.count >= Self.fanIn)
  }

  private func rewrite(_ headers: [SegmentHeader], isHasty: Bool = false) throws -> Bool {
    guard let first = headers.first else { return false }
    let next = try database.nextEvent()
    let unpacker = Unpacker()
    let parts = try headers.map { header in
      let segment = SegmentReader(header, unpacker: unpacker) { [database] id, piece in
        try database.pool.read { db in try StoreDatabase.piece(db, id, piece) }
      }
      let chunk = try SegmentContents.chunk(segment)
      return SegmentEncoder.Part(chunk: chunk, rows: (0..<Int32(header.count)).map { $0 })
    }
    let isRecent = headers.contains { $0.end > next - Int64(options.duplicateHorizon) }
    // Small ones are packed once more when they have grown.
    let isLast =
      headers.count == 1
      || !isHasty && parts.reduce(0) { $0 + $1.rows.count } * 2 > options.segmentEvents
    let encoder = SegmentEncoder(
      level: isLast ? options.settledLevel : options.ingestLevel, blockBytes: options.blockBytes,
      keepsKeys: isRecent, threads: 1)
    var segment = encoder.encode(parts, index: first.index)
    segment.header.first = first.first
    segment.header.isSettled = isLast
    return try database.write([segment], replacing: headers.map { $0.id })
  }
}
