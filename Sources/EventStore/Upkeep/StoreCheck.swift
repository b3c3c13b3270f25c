import EventModel
import Foundation
import GRDB

/// What reading all of a store found.
package struct StoreCheck: Sendable {
  /// A segment that does not hold what was written.
  package struct Damage: Sendable {
    package let segment: Int64
    package let index: String
    package let events: Int
    /// Units: seconds since 1970.
    package let earliest: Double
    package let latest: Double
    /// What is wrong, in the order of the pieces.
    package let faults: [String]
  }

  package var segments = 0
  package var events = 0
  package var damages: [Damage] = []
  /// What SQLite says of its own file.
  package var databaseFaults: [String] = []
  /// Pieces that belong to no segment.
  package var strayPieces = 0

  package var isSound: Bool { damages.isEmpty && databaseFaults.isEmpty && strayPieces == 0 }
}

/// Reads all of a store and compares it with its checksums, lengths and counts.
struct StoreChecker {
  private let database: StoreDatabase

  init(_ database: StoreDatabase) { self.database = database }

  func check() throws -> StoreCheck {
    var result = StoreCheck()
    let snapshot = try StoreSnapshot(database)
    let headers = try snapshot.read { db in
      result.databaseFaults = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
        .filter { $0 != "ok" }
      result.strayPieces =
        try Int.fetchOne(
          db,
          sql: "SELECT count(*) FROM piece WHERE id >> 20 NOT IN (SELECT id FROM segment)") ?? 0
      return try StoreDatabase.headers(db)
    }
    result.segments = headers.count
    result.events = headers.reduce(0) { $0 + $1.count }
    let unpacker = Unpacker()
    for header in headers {
      let segment = SegmentReader(header, unpacker: unpacker) {
        try snapshot.piece($0, $1)
      }
      let faults = Self.faults(of: segment)
      guard !faults.isEmpty else { continue }
      result.damages.append(
        StoreCheck.Damage(
          segment: header.id, index: header.index, events: header.count,
          earliest: EventTime.seconds(header.times.lowerBound),
          latest: EventTime.seconds(header.times.upperBound), faults: faults))
    }
    return result
  }

  static func faults(of segment: SegmentReader) -> [String] {
    var faults: [String] = []
    let attempt = { (body: () throws -> Void) in
      do {
        try body()
      } catch {
        faults.append("\(error)")
      }
    }
    let header = segment.header
    attempt { _ = try segment.times() }
    attempt { _ = try segment.arrivals() }
    attempt { _ = try segment.shapes() }
    attempt { _ = try segment.metadataCodes() }
    attempt { _ = try segment.keys() }
    attempt { _ = try segment.order() }
    attempt { _ = try segment.indexedFields() }
    if header.layout == HotFields.version {
      for field in HotFields.names.indices { attempt { _ = try segment.column(field) } }
    }
    attempt {
      let total = try segment.lengths().reduce(0, +)
      guard Int(total) == header.textBytes, header.blockEnds.last == header.count else {
        throw SegmentDamage("segment \(header.id): the lengths do not add up")
      }
      for block in header.blockEnds.indices {
        attempt { _ = try segment.block(block, in: Arena()) }
      }
    }
    return faults
  }
}
