import Foundation
import GRDB

/// A payload on its way to a destination.
package struct QueuedDelivery: Sendable, Equatable {
  package let id: Int64
  package let destination: String
  /// The finding's key; the same for every attempt.
  package let finding: String
  package let attempts: Int
  /// Units: seconds since 1970.
  package let notBefore: Double
  package let payload: [UInt8]
  /// Why nobody tries any more; nil while somebody does.
  package let deadReason: String?
}

/// The queues of destinations, and what could not be delivered.
extension StateDatabase {
  /// A queue that is full takes nothing more: the payload goes to the dead letters, from where it
  /// comes back when the queue is empty; of these the oldest is counted and let go when there are as
  /// many.
  static func enqueue(
    _ payload: QueuedPayload, finding: String, now: Double, bound: Int, in database: Database
  ) throws {
    let waiting =
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM delivery WHERE destination = ? AND NOT dead",
        arguments: [payload.destination]) ?? 0
    let isFull = waiting >= bound
    try database.execute(
      sql: """
        INSERT INTO delivery
          (destination, finding, created, attempts, not_before, dead, reason, payload)
        VALUES (?, ?, ?, 0, ?, ?, ?, ?)
        """,
      arguments: [
        payload.destination, finding, now, now, isFull,
        isFull ? "the queue was full (\(bound))" : nil, Data(payload.payload),
      ])
    if isFull { try trimDead(payload.destination, bound: bound, in: database) }
  }

  private static func trimDead(
    _ destination: String, bound: Int, in database: Database
  ) throws {
    try database.execute(
      sql: """
        DELETE FROM delivery WHERE destination = ? AND dead AND id NOT IN
          (SELECT id FROM delivery WHERE destination = ? AND dead ORDER BY id DESC LIMIT ?)
        """, arguments: [destination, destination, bound])
    try count("dropped \(destination)", by: Int64(database.changesCount), in: database)
  }

  /// What waits for a destination, oldest first.
  package func deliveries(to destination: String, limit: Int) throws -> [QueuedDelivery] {
    try fetch("destination = ? AND NOT dead ORDER BY id LIMIT ?", [destination, limit])
  }

  private func fetch(_ condition: String, _ arguments: StatementArguments) throws
    -> [QueuedDelivery]
  {
    try writer.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM delivery WHERE " + condition, arguments: arguments
      ).map { row in
        QueuedDelivery(
          id: row["id"], destination: row["destination"], finding: row["finding"],
          attempts: row["attempts"], notBefore: row["not_before"],
          payload: [UInt8](row["payload"] as Data), deadReason: row["reason"])
      }
    }
  }

  package func delivered(_ ids: [Int64]) throws {
    try writer.write { database in
      for id in ids {
        try database.execute(sql: "DELETE FROM delivery WHERE id = ?", arguments: [id])
      }
    }
  }

  package func retry(_ id: Int64, attempts: Int, notBefore: Double, reason: String) throws {
    try writer.write { database in
      try database.execute(
        sql: "UPDATE delivery SET attempts = ?, not_before = ?, reason = ? WHERE id = ?",
        arguments: [attempts, notBefore, reason, id])
    }
  }

  package func bury(_ delivery: QueuedDelivery, reason: String, bound: Int) throws {
    try writer.write { database in
      try database.execute(
        sql: "UPDATE delivery SET dead = 1, reason = ?, attempts = attempts + 1 WHERE id = ?",
        arguments: [reason, delivery.id])
      try Self.trimDead(delivery.destination, bound: bound, in: database)
    }
  }

  /// Puts back in line what nobody has tried yet, because the queue was full when it came; gives how
  /// many.
  ///
  /// Ordering: oldest first.
  package func reviveUntried(destination: String, limit: Int, now: Double) throws -> Int {
    try writer.write { database in
      try database.execute(
        sql: """
          UPDATE delivery SET dead = 0, reason = NULL, not_before = ? WHERE id IN
            (SELECT id FROM delivery WHERE destination = ? AND dead AND attempts = 0
             ORDER BY id LIMIT ?)
          """, arguments: [now, destination, limit])
      return database.changesCount
    }
  }

  /// By destination: how many wait, how many are dead letters, how many were let go.
  package func deliveryCounts() throws -> [String: (waiting: Int, dead: Int, dropped: Int)] {
    try writer.read { database in
      var counts: [String: (waiting: Int, dead: Int, dropped: Int)] = [:]
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT destination, sum(NOT dead) w, sum(dead) d FROM delivery GROUP BY destination")
      for row in rows { counts[row["destination"]] = (row["w"], row["d"], 0) }
      let dropped = try Row.fetchAll(
        database, sql: "SELECT * FROM counter WHERE name LIKE 'dropped %'")
      for row in dropped {
        let name = String((row["name"] as String).dropFirst("dropped ".count))
        counts[name, default: (0, 0, 0)].dropped = row["value"]
      }
      return counts
    }
  }
}
