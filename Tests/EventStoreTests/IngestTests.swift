import EventModel
import EventStore
import Execution
import Foundation
import Testing

/// What `append` promises.
@Suite struct IngestTests {
  @Test func eventsAreThereAfterReopening() async throws {
    let folder = StoreFolder()
    let lines = try TestStore.lines(500)
    let store = try TestStore.open(folder)
    let receipt = try await store.append(TestStore.block(lines))
    #expect(receipt == EventReceipt(stored: 500))
    // Without closing: another reader sees what was acknowledged.
    #expect(try TestStore.count("index=main", over: StoreSource(folder: folder.path)) == 500)
    await store.close()
    let again = try TestStore.open(folder)
    #expect(try TestStore.count("index=main", over: again.source()) == 500)
    #expect(try again.check().isSound)
    await again.close()
  }

  @Test func manyAppendsAtOnceAreAllStored() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    let lines = try TestStore.lines(400)
    let stored = await withTaskGroup(of: Int.self) { group in
      for start in stride(from: 0, to: 400, by: 10) {
        let block = TestStore.block(lines[start..<(start + 10)])
        group.addTask { (try? await store.append(block).stored) ?? 0 }
      }
      return await group.reduce(0, +)
    }
    #expect(stored == 400)
    #expect(try TestStore.count("index=main", over: store.source()) == 400)
    await store.close()
  }

  @Test func aRetryIsStoredOnce() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    let lines = try TestStore.lines(300)
    _ = try await store.append(TestStore.block(lines))
    let retry = try await store.append(
      TestStore.block(lines.suffix(100) + [TestStore.event(id: "n")]))
    #expect(retry == EventReceipt(stored: 1, duplicates: 100))
    await store.close()
    // The store still knows them when it is opened again.
    let again = try TestStore.open(folder)
    #expect(
      try await again.append(TestStore.block(lines)) == EventReceipt(stored: 0, duplicates: 300))
    #expect(try TestStore.count("index=main", over: again.source()) == 301)
    await again.close()
  }

  @Test func stagesAndRequestsAreToldApart() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    let receipt = try await store.append(
      TestStore.block([
        TestStore.event(id: "a"), TestStore.event(id: "a", stage: "ResponseStarted"),
        TestStore.event(id: "a"),
        // A client may choose the audit id; that must not hide its next request.
        TestStore.event(id: "a", received: "2026-02-10T08:00:00.000001Z", verb: "delete"),
        // No audit events: never duplicates.
        #"{"auditID":"a","x":1}"#, #"{"auditID":"a","x":1}"#,
      ]))
    #expect(receipt == EventReceipt(stored: 5, duplicates: 1))
    await store.close()
  }

  @Test func duplicatesAreKnownAsFarBackAsTheHorizon() async throws {
    let folder = StoreFolder()
    var options = TestStore.options
    options.duplicateHorizon = 100
    let store = try TestStore.open(folder, options)
    let ids = (0..<400).map { TestStore.event(id: "event-\($0)") }
    for start in stride(from: 0, to: 400, by: 50) {
      _ = try await store.append(TestStore.block(ids[start..<(start + 50)]))
    }
    #expect(try await store.append(TestStore.block(ids.suffix(100))).duplicates == 100)
    // Twice the horizon is the most that is kept.
    #expect(try await store.append(TestStore.block(ids.prefix(100))).duplicates == 0)
    await store.close()
  }

  @Test func timesComeFromTheBlockElseTheEventElseArrival() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    var block = TestStore.block([TestStore.event(id: "a")], time: 1_700_000_000_250_000)
    block.append(
      Array(TestStore.event(id: "b", received: "2026-02-10T08:00:00.123456Z").utf8), time: nil,
      metadata: TestStore.audit)
    block.append(Array(#"{"x":1}"#.utf8), time: nil, metadata: TestStore.audit)
    _ = try await store.append(block)
    // 2026-02-10T08:00:00Z is 1770710400.
    let rows = try TestStore.rows("index=main | table _time _indextime", over: store.source())
    #expect(
      rows == [
        "_indextime=1800000000 _time=1800000000", "_indextime=1800000000 _time=1770710400.123456",
        "_indextime=1800000000 _time=1700000000.25",
      ])
    await store.close()
  }

  @Test func indexedFieldsAreFieldsOfTheEvent() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    var block = EventBlock()
    block.append(
      Array("hello world".utf8), time: 1, metadata: TestStore.audit,
      indexedFields: Array(#"{"severity":"high","verb":"get"}"#.utf8))
    block.append(Array(#"{"a":"b"}"#.utf8), time: 2, metadata: TestStore.audit)
    _ = try await store.append(block)
    let source = store.source()
    #expect(
      try TestStore.rows("severity=high | table severity verb _raw", over: source)
        == ["_raw=hello world severity=high verb=get"])
    // Also where only columns are read.
    #expect(
      try TestStore.rows("verb=get | stats count by verb", over: source)
        == ["count=1 verb=get"])
    await store.close()
  }

  @Test func aFullDiskIsBusyAndRecovers() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    let lines = try TestStore.lines(2_000)
    _ = try await store.append(TestStore.block(lines.prefix(100)))
    try store.limitPages(try store.pageCount() + 1)
    await #expect(throws: EventSinkError.busy("the disk is full")) {
      try await store.append(TestStore.block(lines.dropFirst(100)))
    }
    #expect(try TestStore.count("index=main", over: store.source()) == 100)
    try store.limitPages(1 << 30)
    // What was refused is no duplicate.
    let receipt = try await store.append(TestStore.block(lines.dropFirst(100)))
    #expect(receipt == EventReceipt(stored: 1_900))
    #expect(try store.check().isSound)
    await store.close()
  }

  @Test func aStoreHasOneWriter() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    #expect(throws: StoreError.self) { try TestStore.open(folder) }
    await store.close()
    await #expect(throws: EventSinkError.stopping) {
      try await store.append(TestStore.block(["x"]))
    }
    await (try TestStore.open(folder)).close()
  }
}
