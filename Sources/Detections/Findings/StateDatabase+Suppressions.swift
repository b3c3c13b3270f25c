import EventModel
import GRDB

/// Suppression rules.
extension StateDatabase {
  /// Adds a rule, or replaces the one of its name.
  package func suppress(_ rule: SuppressionRule) throws {
    try writer.write { database in
      try database.execute(
        sql: """
          INSERT INTO suppression VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET detection = excluded.detection,
            conditions = excluded.conditions, starts = excluded.starts,
            expires = excluded.expires, comment = excluded.comment, actor = excluded.actor
          """,
        arguments: [
          rule.name, rule.detection, Self.text(rule.conditions), rule.starts, rule.expires,
          rule.comment, rule.actor,
        ])
    }
  }

  /// Ends a rule; false when there is none.
  package func endSuppression(_ name: String) throws -> Bool {
    try writer.write { database in
      try database.execute(sql: "DELETE FROM suppression WHERE name = ?", arguments: [name])
      return database.changesCount > 0
    }
  }

  /// All rules, those that have ended too.
  ///
  /// Ordering: by name.
  package func suppressions() throws -> [SuppressionRule] {
    try writer.read { try Self.all(in: $0) }
  }

  static func suppressions(
    activeAt now: Double, in database: Database
  ) throws -> [SuppressionRule] {
    try all(in: database).filter { $0.isActive(at: now) }
  }

  private static func all(in database: Database) throws -> [SuppressionRule] {
    try Row.fetchAll(database, sql: "SELECT * FROM suppression ORDER BY name").map { row in
      SuppressionRule(
        name: row["name"], detection: row["detection"],
        conditions: conditions(row["conditions"]), starts: row["starts"], expires: row["expires"],
        comment: row["comment"], actor: row["actor"])
    }
  }

  private static func text(_ conditions: [SuppressionRule.Condition]) -> String {
    var object = JSONObjectWriter()
    for condition in conditions { object.text(condition.field, condition.pattern) }
    return String(decoding: object.finished(), as: UTF8.self)
  }

  private static func conditions(_ text: String) -> [SuppressionRule.Condition] {
    guard case .object(let members) = try? JSONValue.parse(text) else { return [] }
    return members.compactMap { key, value in
      guard case .string(let pattern) = value else { return nil }
      return SuppressionRule.Condition(field: key, pattern: pattern)
    }
  }
}
