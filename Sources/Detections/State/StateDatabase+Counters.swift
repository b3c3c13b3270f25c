import GRDB

/// Numbers that outlive the program.
extension StateDatabase {
  static func counter(_ name: String, in database: Database) throws -> Int64? {
    try Int64.fetchOne(
      database, sql: "SELECT value FROM counter WHERE name = ?", arguments: [name])
  }

  static func setCounter(_ name: String, _ value: Int64, in database: Database) throws {
    try database.execute(
      sql:
        "INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      arguments: [name, value])
  }

  static func count(_ name: String, by amount: Int64 = 1, in database: Database) throws {
    guard amount != 0 else { return }
    try database.execute(
      sql: "INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + ?",
      arguments: [name, amount, amount])
  }

  /// Forgets coverage and throttling of a time whose events are gone too, up to the first run that
  /// was never evaluated: that stays, so that it can be told.
  ///
  /// - Parameter time: further back than the longest throttling period, in seconds since 1970.
  package func prune(before time: Double) throws {
    try writer.write { database in
      let detections = try String.fetchAll(database, sql: "SELECT detection FROM schedule")
      for detection in detections {
        let kept = try Int.fetchOne(
          database,
          sql: """
            SELECT min(nominal) FROM coverage
            WHERE detection = ? AND (open OR outcome != 'evaluated')
            """, arguments: [detection])
        let bound = min(Int(time), kept ?? .max)
        try database.execute(
          sql: "DELETE FROM coverage WHERE detection = ? AND nominal < ?",
          arguments: [detection, bound])
        try database.execute(
          sql: "UPDATE schedule SET since = max(since, min(through, ?)) WHERE detection = ?",
          arguments: [bound - 1, detection])
      }
      try database.execute(
        sql: "DELETE FROM throttle WHERE nominal < ?", arguments: [Int(time)])
    }
  }
}
