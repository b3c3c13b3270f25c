import EventModel
import Foundation
import GRDB

/// What a repair did.
package struct StoreRepairReport: Sendable {
  /// A damaged segment and what is left of it.
  package struct Rescue: Sendable {
    package let damage: StoreCheck.Damage
    package let kept: Int

    package var lost: Int { damage.events - kept }
  }

  package var rescues: [Rescue] = []
  package var strayPieces = 0
  /// What no repair can do anything about.
  package var databaseFaults: [String] = []

  package var lost: Int { rescues.reduce(0) { $0 + $1.lost } }
}

/// Writes damaged segments anew with the events that can still be read.
///
/// A text block that is whole gives its events back, with new columns; events whose text, length or
/// time is gone are lost, and counted.
struct StoreRepair {
  private let database: StoreDatabase
  private let options: StoreOptions

  init(_ database: StoreDatabase, _ options: StoreOptions) {
    self.database = database
    self.options = options
  }

  func repair() throws -> StoreRepairReport {
    let check = try StoreChecker(database).check()
    var report = StoreRepairReport()
    report.databaseFaults = check.databaseFaults
    for damage in check.damages {
      let headers = try database.pool.read { db in
        try StoreDatabase.headers(db, where: "id = ?", [damage.segment])
      }
      guard let header = headers.first else { continue }
      let kept = try rescue(header)
      try database.write(kept.map { [$0] } ?? [], replacing: [header.id])
      report.rescues.append(
        StoreRepairReport.Rescue(damage: damage, kept: kept?.header.count ?? 0))
    }
    if check.strayPieces > 0 {
      try database.pool.write { db in
        try db.execute(sql: "DELETE FROM piece WHERE id >> 20 NOT IN (SELECT id FROM segment)")
        report.strayPieces = db.changesCount
      }
    }
    return report
  }

  private func rescue(_ header: SegmentHeader) throws -> EncodedSegment? {
    let segment = SegmentReader(header, unpacker: Unpacker()) { [database] id, piece in
      try database.pool.read { db in try StoreDatabase.piece(db, id, piece) }
    }
    guard let times = try? segment.times(), let codes = try? segment.metadataCodes(),
      let order = try? segment.order()
    else { return nil }
    // Without their arrival, events are taken to have arrived with the last of the segment.
    let arrivals =
      (try? segment.arrivals())
      ?? [Int64](repeating: header.arrivals.upperBound, count: header.count)
    let fields = (try? segment.indexedFields()) ?? [:]
    let texts = Self.texts(segment, order)
    let events = texts.keys.sorted()
    guard !events.isEmpty else { return nil }
    var block = EventBlock()
    for event in events {
      block.append(
        (texts[event] ?? .empty).buffer, time: times[event],
        metadata: header.metadata[Int(codes[event])], indexedFields: fields[event]?.array)
    }
    var chunk = IngestReader(hash: try database.hash()).read(
      block, 0..<block.count, arrival: 0, zone: options.timeZone)
    chunk.arrivals = events.map { arrivals[$0] }
    let encoder = SegmentEncoder(
      level: options.settledLevel, blockBytes: options.blockBytes, keepsKeys: header.hasKeys,
      threads: 1)
    var encoded = encoder.encode(
      [SegmentEncoder.Part(chunk: chunk, rows: (0..<Int32(block.count)).map { $0 })],
      index: header.index)
    encoded.header.first = header.first
    encoded.header.isSettled = true
    return encoded
  }

  /// By event, the texts of the blocks that are whole.
  private static func texts(_ segment: SegmentReader, _ order: TextOrder) -> [Int: Bytes] {
    var texts: [Int: Bytes] = [:]
    var place = 0
    for (number, blockEnd) in segment.header.blockEnds.enumerated() {
      defer { place = blockEnd }
      guard let (text, ends) = try? segment.block(number, in: segment.arena) else { continue }
      var start = 0
      for (event, end) in zip(order.events[place..<blockEnd], ends) {
        texts[Int(event)] = text.slice(start..<end)
        start = end
      }
    }
    return texts
  }
}
