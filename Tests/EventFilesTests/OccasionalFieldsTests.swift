import EventFiles
import EventModel
import Execution
import QueryPlan
import Testing

/// What is asked only of events of other source types is not read from audit events.
@Suite struct OccasionalFieldsTests {
  private static let audit =
    #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"1","#
    + #""verb":"create"}"# + "\n"
  private static let other = #"{"verb":"create","auditID":"2"}"# + "\n"

  /// Scans two files, one of audit events and one of both kinds.
  private func scan(_ condition: QueryPlan.Expression) throws -> Collector {
    let folder = try TemporaryFolder()
    let files = [
      try folder.write("audit.log", Self.audit),
      try folder.write("both.log", Self.other + Self.audit),
    ]
    var scan = EventScan(
      predicate: TestScan.match("verb", "create"),
      needs: FieldNeeds(["auditID", "source", "sourcetype", "_raw"]))
    scan.occasional = OccasionalNeeds(condition: condition, fields: ["_raw"])
    let collector = Collector()
    _ = try FileSource(paths: files, options: TestScan.options(workers: 1)).scan(
      [ScanRequest(scan: scan, consumer: collector)], cancellation: Cancellation())
    return collector
  }

  @Test func auditEventsComeWithoutWhatOthersAreAskedFor() throws {
    let collector = try scan(TestScan.match("sourcetype", "linux*"))
    let ids = collector.values("auditID")
    #expect(ids.sorted() == ["1", "1", "2"])
    // A chunk with any other event is read whole.
    let raws = Set(collector.values("_raw"))
    #expect(raws == ["-", String(Self.audit.dropLast()), String(Self.other.dropLast())])
  }

  @Test func auditEventsHaveWhatTheyThemselvesAreAskedFor() throws {
    let collector = try scan(TestScan.match("source", "kube*"))
    #expect(
      Set(collector.values("_raw")) == [
        String(Self.audit.dropLast()), String(Self.other.dropLast()),
      ])
  }
}
