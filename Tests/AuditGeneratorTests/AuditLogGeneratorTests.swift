import Foundation
import Testing

@testable import AuditGenerator

struct AuditLogGeneratorTests {
  // Order of the fields of `Event` in k8s.io/apiserver/pkg/apis/audit/v1.
  private static let keyOrder = [
    "kind", "apiVersion", "level", "auditID", "stage", "requestURI", "verb", "user",
    "impersonatedUser", "sourceIPs", "userAgent", "objectRef", "responseStatus", "requestObject",
    "responseObject", "requestReceivedTimestamp", "stageTimestamp", "annotations",
  ]

  private static let start = "2026-01-01T00:00:00"

  @Test func everyLineIsAnEventInTheServersShape() throws {
    let log = try makeLog(seed: 7, events: 4_000)
    #expect(log.last == UInt8(ascii: "\n"))
    #expect(!log.contains(UInt8(ascii: "&")))
    #expect(!log.contains(UInt8(ascii: "<")))
    #expect(!log.contains(UInt8(ascii: ">")))
    for line in try lines(of: log) {
      let keys = line.keys
      #expect(keys == Self.keyOrder.filter(keys.contains), "\(line.text)")
      #expect(keys.contains("responseStatus"))
      let level = try #require(line.string("level"))
      #expect(level != "Metadata" || !keys.contains("requestObject"), "\(line.text)")
      #expect(level == "RequestResponse" || !keys.contains("responseObject"), "\(line.text)")
    }
  }

  @Test func everyKindOfRequestIsValidJSON() throws {
    let cluster = Cluster(size: .large, seed: 1)
    var random = SplitMix64(seed: 1)
    for share in Traffic.busy.shares + Traffic.quiet.shares {
      for stage in [AuditStage.responseStarted, .responseComplete] {
        var text: [UInt8] = []
        let start = Instant(microseconds: 0)
        let draw = EventDraw(
          received: start, staged: start, version: 100_000, cluster: cluster, &random)
        try EventTemplate(share.exchange.text(stage)).write(draw, in: cluster, to: &text)
        let line = try AuditLine(String(decoding: text, as: UTF8.self).dropLast())
        #expect(line.string("verb") == share.exchange.verb)
      }
    }
  }

  @Test func stageTimesNeverDecreaseAndFollowTheirRequest() throws {
    var previous = ""
    var stages: Set<String> = []
    for line in try lines(of: makeLog(seed: 3, events: 4_000)) {
      let staged = try #require(line.string("stageTimestamp"))
      #expect(staged >= previous)
      #expect(try #require(line.string("requestReceivedTimestamp")) <= staged)
      previous = staged
      let auditID = try #require(line.string("auditID"))
      let stage = try #require(line.string("stage"))
      #expect(stages.insert("\(auditID) \(stage)").inserted)
    }
  }

  @Test func longRunningRequestsShareTheirAuditIDAndReceivedTime() throws {
    // A watch lives for five to ten minutes; 40,000 events are about twelve.
    let log = try makeLog(seed: 5, events: 40_000)
    var started: [String: String] = [:]
    var completed = 0
    for text in String(decoding: log, as: UTF8.self).split(separator: "\n")
    where text.contains(#""verb":"watch""#) {
      let line = try AuditLine(text)
      let auditID = try #require(line.string("auditID"))
      let received = try #require(line.string("requestReceivedTimestamp"))
      if line.string("stage") == "ResponseStarted" {
        started[auditID] = received
      } else {
        completed += 1
        #expect(started[auditID] == received || received < Self.start)
      }
    }
    #expect(completed > 100)
  }

  @Test func oneSeedMakesOneLog() throws {
    let log = try makeLog(seed: 11, events: 500)
    #expect(try makeLog(seed: 11, events: 500) == log)
    #expect(try makeLog(seed: 12, events: 500) != log)
  }

  @Test func eventsAreAsLargeAsInARealCluster() throws {
    let events = 20_000
    let average = try makeLog(seed: 2, events: events).count / events
    #expect((1_600...2_000).contains(average), "average \(average) bytes")
  }

  @Test func cronJobCreationsAreOneOrTwoInTenThousand() {
    let shares = Traffic.busy.shares
    let total = shares.reduce(0) { $0 + $1.weight }
    let cronJobs = shares.filter { share in
      share.exchange.verb == "create" && share.exchange.object?.resource == "cronjobs"
    }
    let part = cronJobs.reduce(0) { $0 + $1.weight } / total
    #expect((0.0001...0.0002).contains(part), "share \(part)")
  }
}
