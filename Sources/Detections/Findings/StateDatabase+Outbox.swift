import GRDB

/// Events that wait for the store.
extension StateDatabase {
  /// An event and whether an attempt to store it may have come through.
  struct OutgoingEvent: Sendable {
    let row: Int64
    let event: StashEvent
    let isDoubtful: Bool
  }

  static func enqueue(_ event: StashEvent, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO outbox (event, state, store_index, source, time, text)
        VALUES (?, 'pending', ?, ?, ?, ?)
        """, arguments: [event.id, event.index, event.source, event.time, event.text])
  }

  /// The oldest events that wait, at most `limit`.
  func outgoing(limit: Int) throws -> [OutgoingEvent] {
    try writer.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM outbox ORDER BY id LIMIT ?", arguments: [limit]
      ).map { row in
        OutgoingEvent(
          row: row["id"],
          event: StashEvent(
            id: row["event"], index: row["store_index"], source: row["source"],
            time: row["time"], text: row["text"]),
          isDoubtful: row["state"] == "sent")
      }
    }
  }

  /// From here on nobody knows whether the events arrived, until `arrived` or `refused`.
  func send(_ events: [OutgoingEvent]) throws {
    try set("UPDATE outbox SET state = 'sent' WHERE id = ?", events)
  }

  /// The store has said that it took none of them.
  func refused(_ events: [OutgoingEvent]) throws {
    try set("UPDATE outbox SET state = 'pending' WHERE id = ?", events)
  }

  func arrived(_ events: [OutgoingEvent]) throws {
    try set("DELETE FROM outbox WHERE id = ?", events)
  }

  /// How many events wait for the store.
  package func outgoingCount() throws -> Int {
    try writer.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM outbox") ?? 0 }
  }

  private func set(_ sql: String, _ events: [OutgoingEvent]) throws {
    try writer.write { database in
      for event in events { try database.execute(sql: sql, arguments: [event.row]) }
    }
  }
}
