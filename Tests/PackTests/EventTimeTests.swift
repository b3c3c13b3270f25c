import Content
import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import Synchronization
import Testing

/// Where the rules of `Content/platform` find the time of events.
///
/// Source: the layouts that the products' own documentation gives; each line is our own.
@Suite struct EventTimeTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    let sourcetype: String
    var source = "sample"
    let text: String
    /// Units: seconds since 1970.
    let time: Double
    var testDescription: String { "\(sourcetype) \(source)" }
  }

  static let samples: [Sample] = [
    Sample(
      sourcetype: "o365:management:activity",
      text: #"{"Actor": {"Since": "2020-01-01T00:00:00"}, "CreationTime": "2024-02-08T21:49:53"}"#,
      time: 1_707_428_993),
    Sample(
      sourcetype: "_json", source: "PINGID",
      text: #"{"id":"a","recorded":"2023-05-10T16:07:27.763Z"}"#, time: 1_683_734_847.763),
    Sample(
      sourcetype: "zscalernss-web",
      text: #"{ "datetime": "2023-11-06 16:49:47 GMT", "user": "a"}"#, time: 1_699_289_387),
    Sample(
      sourcetype: "linux:audit", text: "type=PATH msg=audit(1723044684.257:15795): item=0",
      time: 1_723_044_684.257),
    Sample(
      sourcetype: "nginx:plus:kv",
      text: #"site="a" time_local="22/Feb/2024:13:00:00 -0500" status="200""#,
      time: 1_708_624_800),
    Sample(
      sourcetype: "pan:traffic",
      text: "Feb 02 12:37:11 relay 1,2022/02/22 12:37:11,007,TRAFFIC,drop,10.0,2022/02/22 12:37:12",
      time: 1_645_533_431),
    Sample(
      sourcetype: "pan:threat",
      text: "May 10 11:08:39 relay 1,2022/05/10 11:08:38,013,THREAT,url,2305", time: 1_652_180_918),
    Sample(
      sourcetype: "gws:reports:admin",
      text: #"{"kind": "a", "id": {"time": "2022-10-12T01:05:35.119Z", "uniqueQualifier": "1"}}"#,
      time: 1_665_536_735.119),
    Sample(
      sourcetype: "gsuite:drive:json", text: #"{"a": 1, "timestamp": "2021-08-23T09:19:08.200Z"}"#,
      time: 1_629_710_348.2),
    Sample(
      sourcetype: "gsuite:gmail:bigquery", text: #"{"timestamp": 1629378633.802384}"#,
      time: 1_629_378_633.802384),
    Sample(
      sourcetype: "suricata", text: #"{"timestamp":"2023-10-17T01:24:52.149017+0000","flow":{}}"#,
      time: 1_697_505_892.149017),
    Sample(
      sourcetype: "stream:http",
      text: #"{"endtime":"2021-12-13T17:29:28.499004Z","timestamp":"2021-12-13T17:29:28.453391Z"}"#,
      time: 1_639_416_568.453391),
    Sample(
      sourcetype: "crowdstrike:events:sensor",
      text: #"{"ProcessStartTime":"1713805173.321","timestamp":"1713805173418"}"#,
      time: 1_713_805_173.418),
    Sample(
      sourcetype: "OktaIM2:log",
      text: #"{"published":"2024-01-02T03:04:05.006Z","eventType":"user.session.start"}"#,
      time: 1_704_164_645.006),
    Sample(
      sourcetype: "aws:securityhub:finding",
      text: #"{"CreatedAt":"2020-09-01T00:00:00Z","UpdatedAt":"2020-09-28T22:26:15.636Z"}"#,
      time: 1_601_331_975.636),
    Sample(
      sourcetype: "aws:cloudwatchlogs:vpcflow",
      text: "2 1234 eni-1 10.0.0.1 10.0.0.2 47254 22 17 2 98 1697608042 1697608070 ACCEPT OK",
      time: 1_697_608_042),
    Sample(
      sourcetype: "aws:cloudfront:accesslogs", text: "2023-11-07\t16:58:21\tIAD55-P5\t9",
      time: 1_699_376_301),
    Sample(
      sourcetype: "osquery:results",
      text: #"{"calendarTime":"Tue Mar 29 13:03:51 2022 UTC","unixTime":1648559031,"epoch":0}"#,
      time: 1_648_559_031),
    Sample(
      sourcetype: "bro:http:json", text: #"{"id.orig_h":"a","ts":1650000000.25}"#,
      time: 1_650_000_000.25),
    Sample(
      sourcetype: "syslog:any", text: "<14>1 2024-02-22T12:33:50-05:00 host app - - - text",
      time: 1_708_623_230),
    Sample(
      sourcetype: "syslog:any", source: "stream",
      text: "77 <14>1 2024-02-22T12:33:50Z host app - - - text", time: 1_708_605_230),
    Sample(
      sourcetype: "xmlwineventlog", source: "XmlWinEventLog:Security",
      text:
        "<Event><System><TimeCreated SystemTime='2022-11-03T00:02:53.722907800Z'/></System></Event>",
      time: 1_667_433_773.722908),
    Sample(
      sourcetype: "wineventlog", source: "WinEventLog:Security",
      text: "11/17/2023 05:23:37 PM LogName=Security EventCode=1", time: 1_700_241_817),
    Sample(
      sourcetype: "mscs:azure:audit",
      text: #"{"claims": {"iat": "1661179930"}, "eventTimestamp": "2022-08-22T15:09:21.8694806Z"}"#,
      time: 1_661_180_961.869481),
    Sample(
      sourcetype: "crushftp:sessionlogs",
      text: "SESSION|05/14/2024 17:36:21.859|[HTTPS:1] READ: *POST /*", time: 1_715_708_181.859),
    Sample(
      sourcetype: "ms:iis:auto", text: "2024-03-04 05:06:07 10.0.0.1 GET / - 80",
      time: 1_709_528_767),
  ]

  @Test(arguments: samples) func isFound(_ sample: Sample) throws {
    let times = try Self.times(of: sample.text, sample.sourcetype, sample.source)
    #expect(times.count == 1)
    #expect(abs((times.first ?? 0) - sample.time) < 0.000_01)
  }

  /// Times without a zone are those of the machine, unless the product writes UTC.
  @Test func zones() throws {
    let berlin = try TimeZoneRules.named("Europe/Berlin")
    let line = "1,2022/02/22 12:37:11,007,TRAFFIC,drop"
    #expect(try Self.times(of: line, "pan:traffic", "a", berlin) == [1_645_533_431 - 3600])
    let record = #"{"CreationTime": "2024-02-08T21:49:53"}"#
    #expect(
      try Self.times(of: record, "o365:management:activity", "a", berlin) == [1_707_428_993])
  }

  /// A time of day without a date keeps the time of the scan.
  @Test func noDate() throws {
    let line = "12:18:18.691725165: Notice A shell was spawned"
    #expect(try Self.times(of: line, "kube:container:falco", "a") == [1_800_000_000])
  }

  /// Real logs beside the project, if they are there: all lines have a time, and none that of the
  /// scan.
  @Test(
    .enabled(if: RealEvents.folder != nil, "needs ../shared/data/attack_data"),
    arguments: RealEvents.files)
  func realLogs(_ file: RealEvents.File) throws {
    let folder = try #require(RealEvents.folder)
    let times = try Self.times(
      in: folder + "/" + file.attackData, file.sourcetype, file.source, .utc)
    #expect(!times.isEmpty)
    #expect(times.allSatisfy { $0 != 1_800_000_000 }, "\(file)")
  }

  private static func times(
    of text: String, _ sourcetype: String, _ source: String, _ zone: TimeZoneRules = .utc
  ) throws -> [Double] {
    let path = NSTemporaryDirectory() + "needletail-times-" + UUID().uuidString
    try Data((text + "\n").utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try times(in: path, sourcetype, source, zone)
  }

  private static func times(
    in path: String, _ sourcetype: String, _ source: String, _ zone: TimeZoneRules
  ) throws -> [Double] {
    let files = FileSource(
      paths: [path],
      options: FileSourceOptions(
        source: source, sourcetype: sourcetype, arrival: 1_800_000_000, timeZone: zone,
        knowledge: ContentKnowledge(
          ContentStore(folders: [PackContent.folder + "/platform"])), workerCount: 1))
    let times = TimeCollector()
    _ = try files.scan(
      [ScanRequest(scan: EventScan(needs: FieldNeeds(["_time"])), consumer: times)],
      cancellation: Cancellation())
    return times.values.withLock { $0 }
  }
}

private final class TimeCollector: ScanConsumer {
  let values = Mutex<[Double]>([])

  func makeWorker() -> any ScanWorker { Worker(self) }

  private final class Worker: ScanWorker {
    let collector: TimeCollector
    init(_ collector: TimeCollector) { self.collector = collector }

    func consume(_ batch: Batch) throws {
      let column = batch["_time"]
      for row in 0..<batch.rowCount {
        guard case .number(let time) = column[row] else { continue }
        collector.values.withLock { $0.append(time) }
      }
    }
  }
}

/// The events of published tests that lie beside the project, one file of each kind.
enum RealEvents {
  struct File: Sendable, CustomTestStringConvertible {
    let attackData: String
    let sourcetype: String
    let source: String
    var testDescription: String { "\(sourcetype) \(source)" }
  }

  static let folder: String? = {
    let root = URL(filePath: PackContent.folder).deletingLastPathComponent()
      .deletingLastPathComponent().path
    let path = root + "/shared/data/attack_data"
    return FileManager.default.fileExists(atPath: path + "/expected.json") ? path : nil
  }()

  /// Falco's lines have a time of day only.
  static let files: [File] = {
    guard let folder, let data = FileManager.default.contents(atPath: folder + "/expected.json"),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let tests = object["tests"] as? [[String: Any]]
    else { return [] }
    var kinds: Set<[String]> = [["kube:container:falco", "kubernetes"]]
    return tests.compactMap { test in
      guard let path = test["attack_data"] as? String, let source = test["source"] as? String,
        let sourcetype = test["sourcetype"] as? String, kinds.insert([sourcetype, source]).inserted
      else { return nil }
      return File(attackData: path, sourcetype: sourcetype, source: source)
    }
  }()
}
