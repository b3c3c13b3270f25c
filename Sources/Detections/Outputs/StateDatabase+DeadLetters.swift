import GRDB

/// A finding that a destination never took.
package struct DeadLetter: Sendable, Equatable {
  package let id: Int64
  package let destination: String
  /// The finding's key, and its number; nil where the finding is gone.
  package let finding: String
  package let number: Int64?
  /// When it was found. Units: seconds since 1970.
  package let created: Double
  package let attempts: Int
  package let reason: String
}

/// What waits for a destination, and what it never took.
package struct DeliverySummary: Sendable, Equatable {
  package let destination: String
  package var waiting = 0
  package var dead = 0
  /// Dead letters that were let go, by the bound or by a person.
  package var dropped = 0
  /// Of the dead letters. Units: seconds since 1970.
  package var oldest: Double?
  /// Of the latest dead letter, else of the attempts for what waits.
  package var lastError: String?
}

/// Which dead letters are meant.
package enum DeadLetterChoice: Sendable, Equatable {
  case all
  case destinations([String])
  case letters([Int64])
}

/// What people do about findings that could not be delivered.
extension StateDatabase {
  /// By destination, in order of name: all that have or had something to tell.
  package func deliverySummaries() throws -> [DeliverySummary] {
    let counts = try deliveryCounts()
    return try writer.read { database in
      try counts.sorted { $0.key < $1.key }.map { name, count in
        var summary = DeliverySummary(destination: name)
        summary.waiting = count.waiting
        summary.dead = count.dead
        summary.dropped = count.dropped
        summary.oldest = try Double.fetchOne(
          database, sql: "SELECT min(created) FROM delivery WHERE destination = ? AND dead",
          arguments: [name])
        summary.lastError = try String.fetchOne(
          database,
          sql: """
            SELECT reason FROM delivery WHERE destination = ? AND reason IS NOT NULL
            ORDER BY dead DESC, id DESC LIMIT 1
            """, arguments: [name])
        return summary
      }
    }
  }

  /// What could not be delivered, oldest first.
  package func deadLetters(_ choice: DeadLetterChoice) throws -> [DeadLetter] {
    let (condition, arguments) = Self.condition(choice)
    return try writer.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT delivery.*, finding.number number FROM delivery
          LEFT JOIN finding ON finding.key = delivery.finding
          WHERE dead AND \(condition) ORDER BY delivery.id
          """, arguments: arguments
      ).map { row in
        DeadLetter(
          id: row["id"], destination: row["destination"], finding: row["finding"],
          number: row["number"], created: row["created"], attempts: row["attempts"],
          reason: row["reason"] ?? "")
      }
    }
  }

  /// Puts dead letters back in line, with all their attempts before them; gives how many of each
  /// destination.
  package func revive(_ choice: DeadLetterChoice, now: Double) throws -> [String: Int] {
    try change(choice) { condition, arguments, database in
      try database.execute(
        sql: """
          UPDATE delivery SET dead = 0, reason = NULL, attempts = 0, not_before = ?
          WHERE dead AND \(condition)
          """, arguments: [now] + arguments)
    }
  }

  /// Lets dead letters go for good, which is counted; gives how many of each destination.
  package func drop(_ choice: DeadLetterChoice) throws -> [String: Int] {
    try change(choice) { condition, arguments, database in
      let counts = try Self.counts(condition, arguments, database)
      for (name, count) in counts {
        try Self.count("dropped \(name)", by: Int64(count), in: database)
      }
      try database.execute(
        sql: "DELETE FROM delivery WHERE dead AND \(condition)", arguments: arguments)
    }
  }

  private func change(
    _ choice: DeadLetterChoice,
    _ body: (_ condition: String, StatementArguments, Database) throws -> Void
  ) throws -> [String: Int] {
    let (condition, arguments) = Self.condition(choice)
    return try writer.write { database in
      let counts = try Self.counts(condition, arguments, database)
      try body(condition, arguments, database)
      return counts
    }
  }

  private static func counts(
    _ condition: String, _ arguments: StatementArguments, _ database: Database
  ) throws -> [String: Int] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT destination, count(*) FROM delivery WHERE dead AND \(condition)
        GROUP BY destination
        """, arguments: arguments)
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
  }

  private static func condition(
    _ choice: DeadLetterChoice
  ) -> (condition: String, StatementArguments) {
    func marks(_ count: Int) -> String {
      Array(repeating: "?", count: count).joined(separator: ", ")
    }
    switch choice {
    case .all: return ("1", [])
    case .destinations(let names):
      return ("destination IN (\(marks(names.count)))", StatementArguments(names))
    case .letters(let ids):
      return ("delivery.id IN (\(marks(ids.count)))", StatementArguments(ids))
    }
  }
}
