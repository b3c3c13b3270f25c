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
}
