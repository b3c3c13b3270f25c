import Foundation
import GRDB

/// Taking away what is not needed any more, and giving its room back.
extension StoreDatabase {
  /// Free pages that are kept for what comes next.
  private static let sparePages = 64
  /// Pages given back at a time, so that no writer waits for long.
  private static let pagesAtATime = 256

  /// Takes segments away, a transaction each, so that no reader or writer waits for long.
  func remove(_ segments: [Int64]) throws {
    for id in segments { try write([], replacing: [id]) }
    // Gives the room back to the file system, a little at a time.
    _ = try pool.writeWithoutTransaction { db in
      try Row.fetchAll(db, sql: "PRAGMA incremental_vacuum(4096)")
    }
  }

  /// Takes away the keys of one segment whose events all lie before a number; false when none has
  /// any.
  func forgetKeys(before event: Int64) throws -> Bool {
    // Asked for without a transaction, for mostly there is none.
    let next = try pool.read { db in
      try Row.fetchOne(
        db,
        sql: "SELECT id FROM segment WHERE hasKeys AND first + count <= ? ORDER BY first LIMIT 1",
        arguments: [event])
    }
    guard let id: Int64 = next?[0] else { return false }
    let piece = PieceNumber.rowID(segment: id, piece: PieceNumber.keys)
    try pool.write { db in
      try db.execute(
        sql: """
          UPDATE segment SET hasKeys = 0, storedBytes = storedBytes
            - coalesce((SELECT length(data) FROM piece WHERE id = ?), 0) WHERE id = ?
          """, arguments: [piece, id])
      try db.execute(sql: "DELETE FROM piece WHERE id = ?", arguments: [piece])
    }
    return true
  }

  /// Gives pages that nothing uses any more back to the file system; false when few are left.
  func giveBackPages() throws -> Bool {
    try pool.writeWithoutTransaction { db in
      let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
      guard free > Self.sparePages else { return false }
      _ = try Row.fetchAll(db, sql: "PRAGMA incremental_vacuum(\(Self.pagesAtATime))")
      try db.checkpoint(.passive)
      let left = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
      return left < free
    }
  }

  /// Empties the log, unless a search is still reading from it.
  func emptyLog() throws {
    try pool.writeWithoutTransaction { db in
      // Else it would wait for the search, and all that comes in with it.
      try db.execute(sql: "PRAGMA busy_timeout = 0")
      let outcome = Result { try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try db.execute(sql: "PRAGMA busy_timeout = \(Self.patience * 1000)")
      _ = try outcome.get()
    }
  }
}
