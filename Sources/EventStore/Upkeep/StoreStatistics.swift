import EventModel
import Foundation
import GRDB

/// What a store holds.
package struct StoreStatistics: Sendable {
  /// Of one index.
  package struct Index: Sendable {
    package var name: String
    package var events = 0
    package var segments = 0
    /// Units: bytes of the raw texts, and what they and their columns take.
    package var textBytes = 0
    package var storedBytes = 0
    /// Units: seconds since 1970.
    package var earliest = Double.infinity
    package var latest = -Double.infinity
  }

  /// In order of name.
  package var indexes: [Index] = []
  /// Units: bytes, of the database's file and of what is not yet in it.
  package var fileBytes = 0
  package var logBytes = 0
  package var events: Int { indexes.reduce(0) { $0 + $1.events } }
  package var segments: Int { indexes.reduce(0) { $0 + $1.segments } }
  package var textBytes: Int { indexes.reduce(0) { $0 + $1.textBytes } }
  package var storedBytes: Int { indexes.reduce(0) { $0 + $1.storedBytes } }

  init(_ database: StoreDatabase) throws {
    var byName: [String: Index] = [:]
    for header in try database.pool.read({ db in try StoreDatabase.headers(db) }) {
      var index = byName[header.index] ?? Index(name: header.index)
      index.events += header.count
      index.segments += 1
      index.textBytes += header.textBytes
      index.storedBytes += header.storedBytes
      index.earliest = min(index.earliest, EventTime.seconds(header.times.lowerBound))
      index.latest = max(index.latest, EventTime.seconds(header.times.upperBound))
      byName[header.index] = index
    }
    indexes = byName.values.sorted { $0.name < $1.name }
    fileBytes = Self.size(database.path)
    logBytes = Self.size(database.path + "-wal")
  }

  private static func size(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }
}
