import EventStore
import Foundation
import GRDB
import Testing

/// What lies in a store's file, and stores that other versions of the program wrote.
@Suite struct FormatTests {
  private static let groups: Int64 = 7
  private static let keys: Int64 = 5

  /// The first format: texts in order of arrival, and nothing that says otherwise.
  private func writeFirstFormat(_ folder: StoreFolder, _ lines: [String]) async throws {
    let store = try TestStore.open(folder)
    for line in lines { _ = try await store.append(TestStore.block([line])) }
    await store.close()
    // One event a segment: it has one order only.
    try change(
      folder,
      """
      DELETE FROM piece WHERE id & 1048575 = \(Self.groups);
      UPDATE segment SET layout = 1;
      UPDATE store SET value = 1 WHERE name = 'format';
      """)
  }

  private func change(_ folder: StoreFolder, _ statements: String) throws {
    let queue = try DatabaseQueue(path: folder.database)
    try queue.write { db in try db.execute(sql: statements) }
    try queue.close()
  }

  private func format(_ folder: StoreFolder) throws -> Int? {
    try ask(folder, "SELECT value FROM store WHERE name = 'format'")
  }

  @Test func storesOfTheFirstFormatAreReadAndTakenOver() async throws {
    let folder = StoreFolder()
    let lines = try TestStore.lines(120)
    try await writeFirstFormat(folder, lines)
    let expected = lines.reversed().map { "_raw=" + $0 }

    // Who only reads changes nothing.
    let source = try StoreSource(folder: folder.path)
    #expect(try TestStore.rows("index=main | table _raw", over: source) == expected)
    #expect(try StoreInspection(folder: folder.path).check().isSound)
    #expect(try format(folder) == 1)

    let store = try TestStore.open(folder)
    #expect(try format(folder) == 2)
    #expect(try await store.append(TestStore.block(lines)).duplicates == 120)
    try store.compact()
    #expect(try store.statistics().segments == 1)
    #expect(try TestStore.rows("index=main | table _raw", over: store.source()) == expected)
    #expect(try store.check().isSound)
    await store.close()
  }

  @Test func storesOfALaterFormatAreRefusedWithTheWayOut() async throws {
    let folder = StoreFolder()
    let written = try TestStore.open(folder)
    await written.close()
    try change(folder, "UPDATE store SET value = 3 WHERE name = 'format'")
    let refusal = #expect(throws: StoreError.self) { try TestStore.open(folder) }
    #expect(refusal?.message.contains("has format 3, this program reads up to 2: use") == true)
    #expect(throws: StoreError.self) { try StoreSource(folder: folder.path) }
    #expect(try format(folder) == 3)
  }

  @Test func eventsThatLookAlikeLieTogetherAndComeOutInOrder() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    let verbs = ["get", "create", "delete"]
    let lines = (0..<150).map { TestStore.event(id: "event-\($0)", verb: verbs[$0 % 3]) }
    _ = try await store.append(TestStore.block(lines))
    #expect(
      try TestStore.rows("index=main | table _raw", over: store.source())
        == lines.reversed().map { "_raw=" + $0 })
    #expect(
      try TestStore.rows("index=main verb=create | head 2 | table auditID", over: store.source())
        == ["auditID=event-148", "auditID=event-145"])
    #expect(try pieces(folder, Self.groups) == 1)
    #expect(try store.check().isSound)
    await store.close()
  }

  @Test func keysBeyondTheHorizonAreForgotten() async throws {
    let folder = StoreFolder()
    var options = TestStore.options
    options.duplicateHorizon = 100
    let store = try TestStore.open(folder, options)
    let ids = (0..<800).map { TestStore.event(id: "event-\($0)") }
    // All are packed for keeping while their keys are still needed.
    for start in stride(from: 0, to: 800, by: 200) {
      _ = try await store.append(TestStore.block(ids[start..<(start + 200)]))
      try store.compact()
    }
    #expect(try pieces(folder, Self.keys) == 1)
    let statistics = try store.statistics()
    #expect(try pieceBytes(folder) == statistics.storedBytes)
    #expect(try store.check().isSound)
    #expect(try await store.append(TestStore.block(ids.suffix(100))).duplicates == 100)
    await store.close()
  }

  @Test func atRestAllLiesInTheFile() async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    for line in try TestStore.lines(300) { _ = try await store.append(TestStore.block([line])) }
    #expect(try store.statistics().logBytes > 0)
    try store.compact()
    let statistics = try store.statistics()
    #expect(statistics.logBytes == 0)
    // Whole pages of 8 kB: some for tables and spare, and what is wasted of the last of each piece.
    #expect(statistics.fileBytes < statistics.storedBytes + (64 + 16 + 60) * 8192)
    await store.close()
  }

  private func pieces(_ folder: StoreFolder, _ number: Int64) throws -> Int? {
    try ask(folder, "SELECT count(*) FROM piece WHERE id & 1048575 = \(number)")
  }

  private func pieceBytes(_ folder: StoreFolder) throws -> Int? {
    try ask(folder, "SELECT sum(length(data)) FROM piece")
  }

  private func ask(_ folder: StoreFolder, _ question: String) throws -> Int? {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: folder.database, configuration: configuration)
    defer { try? queue.close() }
    return try queue.read { db in try Int.fetchOne(db, sql: question) }
  }
}
