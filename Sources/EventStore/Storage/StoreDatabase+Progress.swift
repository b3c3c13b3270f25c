import Foundation
import GRDB

/// What is stored in the same transaction as events: how far receivers came, and what arrived.
extension StoreDatabase {
  static let progressSchema = """
    CREATE TABLE IF NOT EXISTS checkpoint (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS arrival (
      id INTEGER PRIMARY KEY AUTOINCREMENT, minTime INTEGER NOT NULL, maxTime INTEGER NOT NULL,
      count INTEGER NOT NULL, arrival INTEGER NOT NULL);
    """

  static func insert(_ progress: IngestProgress, _ db: Database) throws {
    for checkpoint in progress.checkpoints {
      try db.cachedStatement(sql: "INSERT OR REPLACE INTO checkpoint VALUES (?, ?)")
        .execute(arguments: [checkpoint.key, Data(checkpoint.value)])
    }
    for stored in progress.arrivals {
      let insert = try db.cachedStatement(
        sql: "INSERT INTO arrival (minTime, maxTime, count, arrival) VALUES (?, ?, ?, ?)")
      try insert.execute(
        arguments: [
          stored.times.lowerBound, stored.times.upperBound, stored.count, progress.arrival,
        ])
    }
  }

  func checkpoint(_ key: String) throws -> [UInt8]? {
    try pool.read { db in
      let value = try Data.fetchOne(
        db, sql: "SELECT value FROM checkpoint WHERE key = ?", arguments: [key])
      return value.map { Array($0) }
    }
  }

  /// What was stored behind a position, and the position of the last.
  func arrivals(after position: Int64) throws -> (arrivals: [StoredArrival], position: Int64) {
    try pool.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: "SELECT id, minTime, maxTime, count FROM arrival WHERE id > ? ORDER BY id LIMIT 10000",
        arguments: [position])
      var last = position
      var arrivals: [StoredArrival] = []
      while let row = try rows.next() {
        last = row[0]
        let (first, end): (Int64, Int64) = (row[1], row[2])
        arrivals.append(StoredArrival(times: first...max(first, end), count: row[3]))
      }
      return (arrivals, last)
    }
  }

  func lastArrival() throws -> Int64 {
    try pool.read { db in
      try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'arrival'") ?? 0
    }
  }

  /// Forgets what lies behind nobody's position any more.
  func forgetArrivals(through position: Int64, before time: Int64) throws {
    try pool.write { db in
      try db.execute(
        sql: "DELETE FROM arrival WHERE id <= ? AND arrival < ?", arguments: [position, time])
    }
  }
}
