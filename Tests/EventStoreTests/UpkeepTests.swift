import EventModel
import EventStore
import Execution
import Foundation
import GRDB
import QueryPlan
import Synchronization
import Testing

/// Compaction, retention, and what happens to damage.
@Suite struct UpkeepTests {
  @Test func smallSegmentsAreMerged() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    let lines = try TestStore.lines(390)
    for line in lines { _ = try await store.append(TestStore.block([line])) }
    #expect(try store.statistics().segments == 390)
    let before = try TestStore.rows("index=main", over: store.source())
    try store.compact()
    #expect(try store.statistics().segments <= 4)
    #expect(try TestStore.rows("index=main", over: store.source()) == before)
    #expect(try store.check().isSound)
    // A retry is known after the merge too.
    #expect(try await store.append(TestStore.block(lines)).duplicates == 390)
    await store.close()
  }

  @Test func segmentsAreMergedInTheBackground() async throws {
    let folder = StoreFolder()
    var options = TestStore.options
    options.compactsInBackground = true
    let store = try TestStore.open(folder, options)
    for line in try TestStore.lines(300) { _ = try await store.append(TestStore.block([line])) }
    await store.close()
    let inspection = try StoreInspection(folder: folder.path)
    #expect(try inspection.statistics().segments < 300)
    #expect(try inspection.statistics().events == 300)
    #expect(try inspection.check().isSound)
  }

  @Test func aScanSeesTheStoreAsItWasWhenItBegan() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    for start in stride(from: 0, to: 400, by: 100) {
      _ = try await store.append(
        TestStore.block((start..<(start + 100)).map { TestStore.event(id: "old-\($0)") }))
    }
    let consumer = WritingConsumer(store)
    let scan = EventScan(needs: FieldNeeds(["verb"]))
    _ = try store.source().scan(
      [ScanRequest(scan: scan, consumer: consumer)], cancellation: Cancellation())
    #expect(consumer.rows.withLock { $0 } == 400)
    #expect(try TestStore.count("index=main", over: store.source()) == 401)
    await store.close()
  }

  /// Writes and compacts at its first batch.
  private final class WritingConsumer: ScanConsumer {
    let rows = Mutex(0)
    private let hasWritten = Mutex(false)
    private let store: EventStore

    init(_ store: EventStore) { self.store = store }

    func makeWorker() -> any ScanWorker { Worker(self) }

    private final class Worker: ScanWorker {
      let owner: WritingConsumer
      init(_ owner: WritingConsumer) { self.owner = owner }

      func consume(_ batch: Batch) throws {
        owner.rows.withLock { $0 += batch.rowCount }
        try owner.hasWritten.withLock { hasWritten in
          guard !hasWritten else { return }
          hasWritten = true
          let done = DispatchSemaphore(value: 0)
          owner.store.append(TestStore.block([TestStore.event(id: "new")])) { _ in done.signal() }
          done.wait()
          try owner.store.compact()
        }
      }
    }
  }

  @Test func oldEventsAreRemoved() async throws {
    let folder = StoreFolder()
    var options = TestStore.options
    options.retentionAge = 3_600
    options.retentionAgeOfIndex = ["risk": 86_400]
    let store = try TestStore.open(folder, options)
    let now = Int64(TestStore.arrival) * 1_000_000
    for (minutes, index) in [(120, "main"), (30, "main"), (120, "risk"), (3_000, "risk")] {
      let block = TestStore.block(
        [#"{"minutes":"\#(minutes)"}"#], metadata: TestStore.metadata(index: index),
        time: now - Int64(minutes) * 60_000_000)
      _ = try await store.append(block)
    }
    #expect(try store.enforceRetention() == 2)
    #expect(
      try TestStore.rows("index=* | table index minutes", over: store.source())
        == ["index=main minutes=30", "index=risk minutes=120"])
    #expect(try store.check().isSound)
    await store.close()
  }

  @Test func theOldestEventsGoWhenAllTakeTooMuch() async throws {
    let folder = StoreFolder()
    let lines = try TestStore.lines(1_000)
    let filling = try TestStore.open(folder)
    for start in stride(from: 0, to: 1_000, by: 100) {
      _ = try await filling.append(TestStore.block(lines[start..<(start + 100)]))
    }
    let bytes = try filling.statistics().storedBytes
    await filling.close()
    var options = TestStore.options
    options.retentionBytes = bytes / 2
    let store = try TestStore.open(folder, options)
    try store.enforceRetention()
    let statistics = try store.statistics()
    #expect(statistics.storedBytes <= bytes / 2)
    #expect(statistics.events > 300)
    let newest = try TestStore.rows("index=main | head 1 | table _raw", over: store.source())
    #expect(newest == ["_raw=" + (lines.last ?? "")])
    await store.close()
  }

  @Test func damageIsNamedAndRepaired() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    let lines = try TestStore.lines(600)
    for start in stride(from: 0, to: 600, by: 200) {
      _ = try await store.append(TestStore.block(lines[start..<(start + 200)]))
    }
    await store.close()
    // A bit of the `verb` column of the second segment, and of a text block of the third.
    try damage(folder, segment: 2, piece: 64)
    try damage(folder, segment: 3, piece: 1024)

    let again = try TestStore.open(folder)
    let check = try again.check()
    #expect(check.damages.map { $0.segment } == [2, 3])
    #expect(check.damages.first?.faults.first?.contains("column verb") == true)
    #expect(check.damages.last?.faults.first?.contains("text block 0") == true)
    // A search goes on and says so.
    let scan = EventScan(needs: FieldNeeds(["verb"]))
    let report = try again.source().scan(
      [ScanRequest(scan: scan, consumer: SilentConsumer())], cancellation: Cancellation())
    #expect(report.damagedFiles.count == 1)
    #expect(report.brokenRecords == 1)

    let repair = try again.repair()
    // The column is made again from the texts; of the block nothing is left.
    #expect(repair.rescues.map { $0.lost == 0 } == [true, false])
    #expect(try again.check().isSound)
    let events = try TestStore.count("index=main", over: again.source())
    #expect(events == 600 - repair.lost)
    #expect(try TestStore.count("verb=*", over: again.source()) == events)
    await again.close()
  }

  private final class SilentConsumer: ScanConsumer {
    func makeWorker() -> any ScanWorker { Worker() }
    private final class Worker: ScanWorker {
      func consume(_ batch: Batch) throws {}
    }
  }

  private func damage(_ folder: StoreFolder, segment: Int64, piece: Int64) throws {
    let queue = try DatabaseQueue(path: folder.database)
    try queue.write { db in
      let id = segment << 20 | piece
      var data =
        try Data.fetchOne(db, sql: "SELECT data FROM piece WHERE id = ?", arguments: [id]) ?? Data()
      #expect(data.count > 12)
      data[data.startIndex + data.count - 6] ^= 0x10
      try db.execute(sql: "UPDATE piece SET data = ? WHERE id = ?", arguments: [data, id])
    }
    try queue.close()
  }
}
