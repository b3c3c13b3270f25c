import EventModel

extension EventStore {
  package func checkpoint(_ key: String) async throws(EventSinkError) -> [UInt8]? {
    do {
      return try database.checkpoint(key)
    } catch {
      throw .busy("the store cannot be read: \(error)")
    }
  }

  /// What was stored behind a position, and the position of the last; of nil only the latter.
  ///
  /// What is behind a position stays for a day at least, and until `forgetArrivals` names it.
  package func arrivals(
    after position: Int64?
  ) throws(StoreError) -> (arrivals: [StoredArrival], position: Int64) {
    do {
      guard let position else { return ([], try database.lastArrival()) }
      return try database.arrivals(after: position)
    } catch {
      throw StoreError("cannot read the store at \(folder): \(error)")
    }
  }

  package func forgetArrivals(through position: Int64, now: Double) throws(StoreError) {
    do {
      try database.forgetArrivals(
        through: position, before: EventTime.microseconds(now - 86_400))
    } catch {
      throw StoreError("cannot write to the store at \(folder): \(error)")
    }
  }
}
