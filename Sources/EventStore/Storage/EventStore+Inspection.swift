/// Checks and figures of a store that is open for writing.
extension EventStore {
  package func check() throws(StoreError) -> StoreCheck {
    try StoreInspection(database).check()
  }

  /// Writes damaged segments anew with what can still be read.
  package func repair() throws(StoreError) -> StoreRepairReport {
    do {
      return try StoreRepair(database, options).repair()
    } catch {
      throw StoreError("cannot repair the store at \(folder): \(error)")
    }
  }

  package func statistics() throws(StoreError) -> StoreStatistics {
    try StoreInspection(database).statistics()
  }
}

/// Checks and figures of a store that another process may be writing to.
package struct StoreInspection: Sendable {
  private let database: StoreDatabase

  /// Errors: `StoreError` when there is no store.
  package init(folder: String) throws(StoreError) {
    self.init(try StoreDatabase(folder: folder, isReadOnly: true))
  }

  init(_ database: StoreDatabase) { self.database = database }

  /// Reads everything.
  package func check() throws(StoreError) -> StoreCheck {
    do {
      return try StoreChecker(database).check()
    } catch {
      throw StoreError("cannot check the store at \(database.path): \(error)")
    }
  }

  package func statistics() throws(StoreError) -> StoreStatistics {
    do {
      return try StoreStatistics(database)
    } catch {
      throw StoreError("cannot read the store at \(database.path): \(error)")
    }
  }
}
