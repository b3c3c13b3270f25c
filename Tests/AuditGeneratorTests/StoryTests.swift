import Foundation
import Testing

@testable import AuditGenerator

struct StoryTests {
  @Test func theCommittedExampleIsWhatTheGeneratorMakes() throws {
    let example = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Examples/audit.log")
    let committed = try [UInt8](Data(contentsOf: example))
    let story = try makeStory()
    // Not `committed == story`: a failure would print both.
    let isIdentical = committed.elementsEqual(story)
    #expect(
      isIdentical,
      "Examples/audit.log differs; make it again with: audit-generator Examples/audit.log --story")
  }

  @Test func itHoldsOneHonestAndOneHostileCronJob() throws {
    let created = try storyLines { line in
      line.string("verb") == "create" && line.string("objectRef", "resource") == "cronjobs"
        && line.code == 201
    }
    try #require(created.count == 2)
    #expect(created[0].string("objectRef", "name") == "nightly-settlement")
    let hostile = created[1]
    #expect(hostile.string("objectRef", "name") == "metrics-sync")
    #expect(hostile.string("objectRef", "namespace") == "kube-system")
    #expect(hostile.string("level") == "RequestResponse")
    #expect(hostile.string("requestObject", "spec", "schedule") == "*/10 * * * *")
    #expect(hostile.strings("sourceIPs").count == 2)
    #expect(hostile.string("user", "username") == "system:serviceaccount:ci-runners:deployer")
  }

  @Test func theIntruderComesFromOneAddress() throws {
    let acts = try storyLines { $0.strings("sourceIPs").first == "203.0.113.77" }
    let summary = acts.map { line in
      [
        line.string("verb"), line.string("objectRef", "resource"),
        line.string("objectRef", "subresource"), line.code.map(String.init),
      ].compactMap(\.self).joined(separator: " ")
    }
    #expect(summary.filter { $0 == "list secrets 403" }.count == 8)
    #expect(summary.filter { $0 == "list secrets 200" }.count == 4)
    for expected in [
      "create selfsubjectrulesreviews 201", "create cronjobs 403", "create clusterrolebindings 201",
      "create pods exec 101", "create pods 201", "create cronjobs 201", "delete events 200",
    ] {
      #expect(summary.contains(expected), "\(expected)")
    }
  }

  @Test func thePodThatOwnsItsNodeWasApplied() throws {
    let pods = try storyLines { line in
      line.string("verb") == "create" && line.string("objectRef", "name") == "node-debug"
        && line.string("requestObject", "kind") == "Pod"
    }
    let applied = try #require(pods.first).value([
      "requestObject", "metadata", "annotations",
      "kubectl.kubernetes.io/last-applied-configuration",
    ])
    let text = try #require(applied as? String)
    #expect(text.contains(#""privileged":true"#))
    #expect(text.contains(#""hostNetwork":true"#))
    #expect(text.hasSuffix("\n"))
  }

  @Test func itIsAboutThreeThousandEventsInTwoHours() throws {
    let all = try storyLines { _ in true }
    #expect((2_500...3_500).contains(all.count))
    #expect(all.first?.string("stageTimestamp")?.hasPrefix("2026-02-10T08:0") == true)
    #expect(all.last?.string("stageTimestamp")?.hasPrefix("2026-02-10T09:5") == true)
  }

  private func storyLines(where matches: (AuditLine) throws -> Bool) throws -> [AuditLine] {
    try lines(of: makeStory()).filter(matches)
  }
}
