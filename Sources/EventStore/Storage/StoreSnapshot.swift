import Foundation
import GRDB

/// A store as it was at one moment; who reads it sees neither what is written nor what is removed
/// since.
// Guard for @unchecked Sendable: GRDB serializes access to the connection.
final class StoreSnapshot: @unchecked Sendable {
  private let snapshot: DatabaseSnapshot

  init(_ database: StoreDatabase) throws { snapshot = try database.pool.makeSnapshot() }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value { try snapshot.read(body) }

  func piece(_ segment: Int64, _ piece: Int) throws -> Data? {
    try snapshot.read { db in try StoreDatabase.piece(db, segment, piece) }
  }
}
