import GRDB

/// Removes events that need not be kept any longer, a whole segment at a time.
struct Retention {
  private let database: StoreDatabase
  private let options: StoreOptions

  init(_ database: StoreDatabase, _ options: StoreOptions) {
    self.database = database
    self.options = options
  }

  /// Removes segments whose latest event is too old, then the oldest ones while all are too large;
  /// gives the number of events removed.
  ///
  /// Units: `now` in microseconds since the epoch.
  func enforce(now: Int64) throws -> Int {
    guard
      options.retentionAge != nil || options.retentionBytes != nil
        || !options.retentionAgeOfIndex.isEmpty
    else { return 0 }
    let headers = try database.pool.read { db in try StoreDatabase.headers(db) }
    var leaving = headers.filter { isTooOld($0, now: now) }
    let leavingIDs = Set(leaving.map { $0.id })
    if let limit = options.retentionBytes {
      let staying = headers.filter { !leavingIDs.contains($0.id) }
      var bytes = staying.reduce(0) { $0 + $1.storedBytes }
      for header in staying {
        guard bytes > limit else { break }
        bytes -= header.storedBytes
        leaving.append(header)
      }
    }
    guard !leaving.isEmpty else { return 0 }
    try database.remove(leaving.map { $0.id })
    return leaving.reduce(0) { $0 + $1.count }
  }

  private func isTooOld(_ header: SegmentHeader, now: Int64) -> Bool {
    guard let age = options.retentionAgeOfIndex[header.index] ?? options.retentionAge else {
      return false
    }
    return header.times.upperBound < now - EventTime.microseconds(age)
  }
}
