import EventFiles
import EventModel
import Execution
import QueryPlan
import Testing

/// Rows of several chunks are handed out together where their order does not matter.
@Suite struct WaitingRowsTests {
  private static let events = (0..<40).map { number in
    #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"\#(number)","#
      + #""verb":"\#(number % 4 == 0 ? "create" : "get")"}"# + "\n"
  }
  private static let created = stride(from: 0, to: 40, by: 4).map { String($0) }

  private func scan(anyOrder: Bool, needs: FieldNeeds) throws -> Collector {
    let folder = try TemporaryFolder()
    let text = Self.events.joined()
    let half = Self.events[..<20].reduce(0) { $0 + $1.utf8.count }
    let bytes = Array(text.utf8)
    let files = [
      try folder.write("a.log", Array(bytes[..<half])),
      try folder.write("b.log", Array(bytes[half...])),
    ]
    let collector = Collector()
    let report = try FileSource(
      paths: files, options: TestScan.options(chunkSize: 64, workers: 1)
    ).scan(
      [
        ScanRequest(
          scan: EventScan(predicate: TestScan.match("verb", "create"), needs: needs),
          consumer: collector, takesAnyOrder: anyOrder)
      ], cancellation: Cancellation())
    #expect(report.records == 40)
    return collector
  }

  @Test func eachFileGivesOneBatch() throws {
    let collector = try scan(anyOrder: true, needs: FieldNeeds(["auditID"]))
    #expect(collector.ordered.map { $0.rowCount } == [5, 5])
    #expect(collector.values("auditID").sorted() == Self.created.sorted())
  }

  @Test func rowsInOrderComeChunkByChunk() throws {
    let collector = try scan(anyOrder: false, needs: FieldNeeds(["auditID"]))
    #expect(collector.ordered.allSatisfy { $0.rowCount == 1 })
    #expect(collector.values("auditID") == Self.created.reversed())
  }

  /// The raw text may lie in the memory that the next chunk is read into.
  @Test func rawTextsSurviveTheNextChunk() throws {
    let collector = try scan(anyOrder: true, needs: FieldNeeds(["auditID", "_raw"]))
    let raws = Set(collector.values("_raw"))
    #expect(
      raws
        == Set(
          Self.events.enumerated().filter { $0.offset % 4 == 0 }.map {
            String($0.element.dropLast())
          }))
  }
}
