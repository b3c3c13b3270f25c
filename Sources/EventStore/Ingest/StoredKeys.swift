import EventModel
import GRDB

/// The keys of the events that were stored last.
enum StoredKeys {
  /// A filter that knows them, at least as far back as the horizon.
  static func filter(_ database: StoreDatabase, horizon: Int) throws -> DuplicateFilter {
    var filter = DuplicateFilter(horizon: horizon)
    try database.pool.read { db in
      var newest: [SegmentHeader] = []
      var events = 0
      for header in try StoreDatabase.headers(db, where: "hasKeys").reversed() {
        newest.append(header)
        events += header.count
        if events >= horizon { break }
      }
      let unpacker = Unpacker()
      for header in newest.reversed() {
        let segment = SegmentReader(header, unpacker: unpacker) {
          try StoreDatabase.piece(db, $0, $1)
        }
        // A damaged piece is for `check` to report; without its keys a retry may be stored twice.
        guard let keys = try? segment.keys() else { continue }
        for key in keys { filter.remember(UInt64(bitPattern: key)) }
      }
    }
    return filter
  }
}
