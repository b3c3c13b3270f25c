import GRDB

/// Everything that the scheduler must not forget: coverage, findings, what has still to go out.
///
/// One SQLite file, `state.sqlite`, beside the events. A commit is on the disk when a call returns,
/// so that a record and what follows from it survive together, or neither does.
/// Errors: `DatabaseError` of SQLite, from every call.
package final class StateDatabase: Sendable {
  let writer: any DatabaseWriter

  package static let fileName = "state.sqlite"

  /// Opens the file of a store's folder, and makes it where there is none.
  package convenience init(folder: String) throws {
    try self.init(path: folder + "/" + Self.fileName)
  }

  package init(path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 2
    configuration.prepareDatabase { database in
      // A power cut must not take back what was told to the outside.
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    writer = try DatabasePool(path: path, configuration: configuration)
    try Self.migrator.migrate(writer)
  }

  /// Without a file, for tests.
  package init() throws {
    writer = try DatabaseQueue()
    try Self.migrator.migrate(writer)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      for statement in StateSchema.first { try database.execute(sql: statement) }
    }
    return migrator
  }
}
