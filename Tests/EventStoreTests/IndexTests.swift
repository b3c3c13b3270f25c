import EventModel
import EventStore
import Testing

/// Which indexes a search reads.
///
/// Source: Splunk Search Manual, "Search across one or more distributed indexes": without a term,
/// the default indexes; `index=*` matches all but internal ones.
@Suite struct IndexTests {
  @Test(arguments: [
    ("*", "main|web"), ("index=*", "main|notable|risk|web"), ("index=main", "main"),
    ("index=risk", "risk"), ("index=_audit", "_audit"), ("index=_*", "_audit"),
    ("index=m* OR index=_audit", "_audit|main"), ("NOT index=main", "notable|risk|web"),
    ("index=nowhere", ""), ("x=1", "main|web"),
  ])
  func terms(search: String, indexes: String) async throws {
    let folder = StoreFolder()
    let store = try TestStore.open(folder)
    for index in ["main", "web", "risk", "notable", "_audit"] {
      _ = try await store.append(
        TestStore.block([#"{"x":1}"#], metadata: TestStore.metadata(index: index)))
    }
    let rows = try TestStore.rows(
      search + " | stats values(index) as i | table i", over: store.source())
    #expect(rows == (indexes.isEmpty ? [] : ["i=" + indexes]) || rows == [""] && indexes.isEmpty)
    await store.close()
  }
}
