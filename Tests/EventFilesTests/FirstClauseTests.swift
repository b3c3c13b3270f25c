import EventFiles
import EventModel
import Execution
import QueryPlan
import Testing

/// Searches that ask for several literals get the records that hold all of them.
@Suite struct FirstClauseTests {
  private static func event(_ id: String, _ verb: String, _ resource: String) -> String {
    #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"\#(id)","#
      + #""verb":"\#(verb)","objectRef":{"resource":"\#(resource)"}}"# + "\n"
  }

  private static let events =
    event("both", "create", "cronjobs") + event("case", "CREATE", "CronJobs")
    + event("verb", "get", "cronjobs") + event("longer", "create", "cronjobsets")
    + event("resource", "create", "pods") + event("escaped", #"\u0063reate"#, "cronjobs")
    + event("markup", #"get\u003c"#, "cronjobs")

  private static let object =
    #"{"auditID":"object","verb":"create","objectRef":{"resource":"cronjobs"}}"# + "\n"

  private static let cronJobs = Expression.and([
    TestScan.match("verb", "create"), TestScan.match("objectRef.resource", "cronjobs"),
  ])

  /// `elsewhere` can want no audit event, but all fields of other records.
  private static let elsewhere = Expression.and([
    TestScan.match("source", "elsewhere"), TestScan.match("rule", "shell"),
  ])

  @Test(arguments: [false, true], [64, 1 << 20])
  func onlyRecordsWithAllLiteralsAreHandedOut(withObject: Bool, chunkSize: Int) throws {
    let text = Self.events + (withObject ? Self.object : "")
    let folder = try TemporaryFolder()
    let file = try folder.write("file.log", text)
    let (wanted, none) = (Collector(), Collector())
    let report = try FileSource(
      paths: [file], options: TestScan.options(chunkSize: chunkSize, workers: 1)
    ).scan(
      [
        ScanRequest(
          scan: EventScan(predicate: Self.elsewhere, needs: .everything), consumer: none),
        ScanRequest(
          scan: EventScan(
            predicate: Self.cronJobs, needs: FieldNeeds(["auditID", "verb"])), consumer: wanted),
      ], cancellation: Cancellation())
    #expect(report.records == (withObject ? 8 : 7))
    #expect(report.brokenRecords == 0)
    #expect(none.values("auditID").isEmpty)
    #expect(
      wanted.values("auditID") == (withObject ? ["object"] : []) + ["escaped", "case", "both"])
  }

  /// The log is full of what `cronjobs` and `create` end in, so only their beginnings are searched
  /// for.
  @Test func whatFollowsTheSearchedPartIsCompared() throws {
    let filler = Self.event(String(repeating: "bobs ate ", count: 30), "get", "jobs")
    let text =
      filler + Self.event("almost", "create", "cronsets")
      + Self.event("whole", "CREATE", "CRONJOBS")
      + Self.event("short", "crea", "cronj")
    let folder = try TemporaryFolder()
    let file = try folder.write("file.log", text)
    let wanted = Collector()
    _ = try FileSource(paths: [file], options: TestScan.options(workers: 1)).scan(
      [
        ScanRequest(
          scan: EventScan(predicate: Self.cronJobs, needs: FieldNeeds(["auditID"])),
          consumer: wanted)
      ], cancellation: Cancellation())
    #expect(wanted.values("auditID") == ["whole"])
  }
}
