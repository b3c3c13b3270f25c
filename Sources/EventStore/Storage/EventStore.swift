import Dispatch
import EventModel
import Foundation
import Synchronization

/// Events on disk, in one folder: written durably, searched while they are written.
///
/// One process writes to a store at a time; any number may read it.
/// Memory: what waits to be written, and the keys of the last events; not the events.
package final class EventStore: EventSink {
  let database: StoreDatabase
  let options: StoreOptions
  private let lock: StoreLock
  private let queue: IngestQueue
  private let upkeep: Upkeep
  private let clock: @Sendable () -> Double
  package let folder: String

  /// Opens a store for writing, making it if there is none.
  ///
  /// `clock` gives the time of arrival. Units: seconds since 1970.
  /// Errors: `StoreError`, also when another process writes to the store.
  package init(
    folder: String, options: StoreOptions = StoreOptions(), clock: @escaping @Sendable () -> Double
  ) throws(StoreError) {
    self.folder = folder
    self.options = options
    self.clock = clock
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw StoreError("cannot make the folder \(folder): \(error.localizedDescription)")
    }
    lock = try StoreLock(folder: folder)
    database = try StoreDatabase(folder: folder, isReadOnly: false)
    let writer: IngestWriter
    do {
      if let limit = options.pageLimit { try database.limitPages(limit) }
      writer = try IngestWriter(database, options)
    } catch {
      throw StoreError("cannot read the store at \(folder): \(error)")
    }
    let upkeep = Upkeep(database, options, clock)
    self.upkeep = upkeep
    queue = IngestQueue(writer: writer, limit: options.queueBytes) { bytes in
      if options.compactsInBackground { upkeep.wake(bytes: bytes) }
    }
  }

  package func append(_ block: EventBlock) async throws(EventSinkError) -> EventReceipt {
    let outcome = await withCheckedContinuation { continuation in
      append(block) { continuation.resume(returning: $0) }
    }
    return try outcome.get()
  }

  /// For callers without concurrency; the call comes from another thread.
  package func append(
    _ block: EventBlock,
    completion: @escaping @Sendable (Result<EventReceipt, EventSinkError>) -> Void
  ) {
    queue.add(
      IngestQueue.Entry(
        block: block, arrival: EventTime.microseconds(clock()), completion: completion))
  }

  /// Units: bytes of text that wait to be written.
  package var waitingBytes: Int { queue.waitingBytes }

  /// The events of the store for searches.
  package func source() -> StoreSource {
    StoreSource(database, threads: options.threads)
  }

  /// Takes no more events; returns when all that wait are written and the folder may be opened by
  /// another process.
  package func close() async {
    await withCheckedContinuation { continuation in
      queue.stop { continuation.resume() }
    }
    await upkeep.stop()
    database.close()
    lock.release()
  }

  /// Merges small segments and packs all for keeping; returns when nothing is left to do.
  package func compact() throws(StoreError) {
    do {
      try upkeep.compactAll()
    } catch {
      throw StoreError("cannot compact the store at \(folder): \(error)")
    }
  }

  /// Removes what is older or larger than the options allow; tells how many events went.
  @discardableResult
  package func enforceRetention() throws(StoreError) -> Int {
    do {
      return try Retention(database, options).enforce(now: EventTime.microseconds(clock()))
    } catch {
      throw StoreError("cannot remove old events from the store at \(folder): \(error)")
    }
  }

  /// Lets the database grow to so many pages; for tests of a full disk.
  package func limitPages(_ count: Int) throws { try database.limitPages(count) }

  package func pageCount() throws -> Int { try database.pageCount() }
}
