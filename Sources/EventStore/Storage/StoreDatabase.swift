import Foundation
import GRDB

/// The SQLite database that holds a store: its schema, and reading and writing of whole segments.
///
/// Every write is one transaction that is on the disk when it returns.
// Guard for @unchecked Sendable: GRDB's pool serializes all access.
final class StoreDatabase: @unchecked Sendable {
  static let fileName = "events.sqlite"
  /// Since 2, texts lie in a `TextOrder`; segments of 1 are read as they are.
  private static let formatVersion = 2
  private static let oldestFormat = 1
  /// Units: bytes. Large, so that blobs lie in few pages, but half of the last one is wasted.
  private static let pageSize = 8_192
  /// Pages of the log after which it goes into the file.
  private static let logPages = 2_048

  /// How long a connection waits for another one. Units: seconds.
  static let patience = 30

  let pool: DatabasePool
  let path: String

  /// Errors: `StoreError` when there is no store, or one of another format.
  init(folder: String, isReadOnly: Bool) throws(StoreError) {
    path = folder + "/" + Self.fileName
    if isReadOnly, !FileManager.default.fileExists(atPath: path) {
      throw StoreError("no store at \(folder)")
    }
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(Double(Self.patience))
    configuration.label = "store"
    configuration.maximumReaderCount = 16
    configuration.prepareDatabase { db in
      // Both take effect only before the first table is made, and the latter writes whenever it is
      // said: a program could not start on a full disk.
      if !db.configuration.readonly, try Int.fetchOne(db, sql: "PRAGMA page_count") == 0 {
        try db.execute(sql: "PRAGMA page_size = \(Self.pageSize)")
        try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
      }
      // Not mapped: the pages of a scan would count as memory of the process.
      try db.execute(sql: "PRAGMA cache_size = -8192")
    }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      if isReadOnly {
        try check()
        return
      }
      try pool.writeWithoutTransaction { db in
        // GRDB chooses NORMAL, which may lose the last transactions when the power goes.
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA journal_size_limit = \(64 << 20)")
        try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.logPages)")
      }
      try pool.write { db in try Self.makeSchema(db) }
      try check()
      try takeOver()
    } catch let error as StoreError {
      throw error
    } catch {
      throw StoreError("cannot open the store at \(folder): \(error)")
    }
  }

  private static func makeSchema(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS store (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS segment (
          id INTEGER PRIMARY KEY AUTOINCREMENT, first INTEGER NOT NULL, count INTEGER NOT NULL,
          indexName TEXT NOT NULL, minTime INTEGER NOT NULL, maxTime INTEGER NOT NULL,
          minArrival INTEGER NOT NULL, maxArrival INTEGER NOT NULL, textBytes INTEGER NOT NULL,
          storedBytes INTEGER NOT NULL, layout INTEGER NOT NULL, metadata BLOB NOT NULL,
          blockEnds BLOB NOT NULL, hasKeys INTEGER NOT NULL, isSettled INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS segmentByFirst ON segment (first);
        CREATE TABLE IF NOT EXISTS piece (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
        """ + progressSchema)
    try db.execute(
      sql: "INSERT OR IGNORE INTO store VALUES ('format', ?), ('seed', ?), ('nextEvent', 0)",
      arguments: [formatVersion, Int64(bitPattern: UInt64.random(in: 0...UInt64.max))])
  }

  private func check() throws {
    let format = try number("format")
    guard (Int64(Self.oldestFormat)...Int64(Self.formatVersion)).contains(format) else {
      throw StoreError(
        "the store at \(path) has format \(format), this program reads up to "
          + "\(Self.formatVersion): use the version of needletail that wrote it, or a newer one")
    }
  }

  /// Keeps programs that know only an older format from misreading what this one writes.
  private func takeOver() throws {
    try pool.write { db in
      try db.execute(
        sql: "UPDATE store SET value = ? WHERE name = 'format' AND value < ?",
        arguments: [Self.formatVersion, Self.formatVersion])
    }
  }

  private func number(_ name: String) throws -> Int64 {
    try pool.read { db in
      try Int64.fetchOne(db, sql: "SELECT value FROM store WHERE name = ?", arguments: [name]) ?? 0
    }
  }

  func hash() throws -> KeyHash { KeyHash(seed: UInt64(bitPattern: try number("seed"))) }

  /// How many events were ever stored.
  func nextEvent() throws -> Int64 {
    try pool.read { db in
      let counted = try Int64.fetchOne(
        db, sql: "SELECT value FROM store WHERE name = 'nextEvent'")
      let stored = try Int64.fetchOne(db, sql: "SELECT max(first + count) FROM segment")
      return max(counted ?? 0, stored ?? 0)
    }
  }

  /// Adds new segments and takes others away, all or nothing.
  ///
  /// Ordering: what is taken away must be there, or nothing happens and false is returned.
  @discardableResult
  func write(
    _ segments: [EncodedSegment], replacing old: [Int64] = [], nextEvent: Int64? = nil,
    progress: IngestProgress? = nil
  ) throws -> Bool {
    try pool.write { db in
      for id in old {
        try db.execute(sql: "DELETE FROM segment WHERE id = ?", arguments: [id])
        guard db.changesCount == 1 else { return false }
        try Self.deletePieces(db, of: id)
      }
      for segment in segments { try Self.insert(segment, db) }
      if let progress { try Self.insert(progress, db) }
      if let nextEvent {
        try db.cachedStatement(sql: "UPDATE store SET value = ? WHERE name = 'nextEvent'")
          .execute(arguments: [nextEvent])
      }
      return true
    }
  }

  private static func insert(_ segment: EncodedSegment, _ db: Database) throws {
    let header = segment.header
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO segment (first, count, indexName, minTime, maxTime, minArrival, maxArrival,
          textBytes, storedBytes, layout, metadata, blockEnds, hasKeys, isSettled)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      header.first, header.count, header.index, header.times.lowerBound, header.times.upperBound,
      header.arrivals.lowerBound, header.arrivals.upperBound, header.textBytes,
      header.storedBytes, header.storedLayout, HeaderText.encoded(header.metadata),
      HeaderText.encoded(header.blockEnds), header.hasKeys, header.isSettled,
    ])
    let id = db.lastInsertedRowID
    let insert = try db.cachedStatement(sql: "INSERT INTO piece VALUES (?, ?)")
    for piece in segment.pieces {
      try insert.execute(
        arguments: [PieceNumber.rowID(segment: id, piece: piece.number), piece.data])
    }
  }

  static func deletePieces(_ db: Database, of segment: Int64) throws {
    let ids = PieceNumber.rowIDs(segment: segment)
    try db.execute(
      sql: "DELETE FROM piece WHERE id BETWEEN ? AND ?",
      arguments: [ids.lowerBound, ids.upperBound]
    )
  }

  /// All segments that match, in order of their events.
  static func headers(
    _ db: Database, where condition: String = "1", _ arguments: StatementArguments = []
  ) throws -> [SegmentHeader] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, first, count, indexName, minTime, maxTime, minArrival, maxArrival, textBytes,
          storedBytes, layout, metadata, blockEnds, hasKeys, isSettled
        FROM segment WHERE \(condition) ORDER BY first
        """, arguments: arguments)
    var headers: [SegmentHeader] = []
    while let row = try rows.next() { headers.append(try header(row)) }
    return headers
  }

  /// The sizes of all segments, in order of their events.
  static func sizes(_ db: Database) throws -> [SegmentSize] {
    try Row.fetchAll(
      db, sql: "SELECT id, first, count, indexName, textBytes FROM segment ORDER BY first"
    ).map { row in
      SegmentSize(id: row[0], first: row[1], count: row[2], index: row[3], textBytes: row[4])
    }
  }

  private static func header(_ row: Row) throws -> SegmentHeader {
    var header = SegmentHeader()
    header.id = row[0]
    header.first = row[1]
    header.count = row[2]
    header.index = row[3]
    let times: (Int64, Int64, Int64, Int64) = (row[4], row[5], row[6], row[7])
    header.times = times.0...max(times.0, times.1)
    header.arrivals = times.2...max(times.2, times.3)
    header.textBytes = row[8]
    header.storedBytes = row[9]
    header.storedLayout = row[10]
    header.metadata = try row.withUnsafeData(atIndex: 11) { try HeaderText.metadata($0 ?? Data()) }
    header.blockEnds = try row.withUnsafeData(atIndex: 12) { try HeaderText.ends($0 ?? Data()) }
    header.hasKeys = row[13]
    header.isSettled = row[14]
    return header
  }

  static func piece(_ db: Database, _ segment: Int64, _ piece: Int) throws -> Data? {
    try Data.fetchOne(
      db.cachedStatement(sql: "SELECT data FROM piece WHERE id = ?"),
      arguments: [PieceNumber.rowID(segment: segment, piece: piece)])
  }

  /// What cannot be closed now is closed when the process ends.
  func close() {
    try? emptyLog()
    try? pool.close()
  }

  func limitPages(_ count: Int) throws {
    try pool.writeWithoutTransaction { db in
      _ = try Row.fetchAll(db, sql: "PRAGMA max_page_count = \(count)")
    }
  }

  func pageCount() throws -> Int {
    try pool.read { db in try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0 }
  }
}
