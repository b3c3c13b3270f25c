import Content
import Detections
import Diagnostics
import Foundation
import Testing

/// The detections of the pack find what their tests say, and nothing in near misses.
@Suite struct PackTests {
  @Test func thePackLoads() {
    #expect(PackContent.library.diagnostics.map { $0.rendered() } == [])
    #expect(PackContent.library.detections.count > 20)
    #expect(PackContent.detection(named: "Kubernetes Cron Job Creation") != nil)
  }

  @Test func everyDetectionHasATrueAndANearMissTest() {
    for detection in PackContent.library.detections {
      let wanted = detection.tests.map { $0.expectedRows ?? ($0.expectedResults ?? 1) }
      #expect(wanted.contains { $0 > 0 }, "\(detection.name)")
      #expect(wanted.contains(0), "\(detection.name)")
    }
  }

  @Test func everyFileOfEventsIsUsed() throws {
    let used = Set(
      PackContent.library.detections.flatMap { $0.tests.flatMap { $0.attackData } }.map { $0.data })
    let files =
      FileManager.default.enumerator(atPath: PackContent.folder + "/attack_data")?
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".ndjson") } ?? []
    #expect(Set(files.map { "attack_data/" + $0 }) == used)
  }

  @Test(arguments: PackContent.library.detections.map { $0.name })
  func testsOfTheDetectionPass(_ name: String) throws {
    let detection = try #require(PackContent.detection(named: name))
    for test in detection.tests where test.kind == .unit {
      let outcome = try PackContent.run(detection, test)
      if case .refused(let diagnostic) = outcome.result {
        Issue.record("\(name), \(test.name):\n\(diagnostic.rendered())")
        continue
      }
      #expect(outcome.warnings.map { $0.rendered() } == [], "\(name), \(test.name)")
      let findings = Array(outcome.findings)
      let count = findings.count
      let rows = findings.map { $0.row.fields.map { "\($0.name)=\($0.values)" } }
      if let exact = test.expectedRows {
        #expect(count == exact, "\(name), \(test.name): \(rows)")
      } else if test.expectedResults == 0 {
        #expect(count == 0, "\(name), \(test.name): \(rows)")
      } else {
        #expect(count >= test.expectedResults ?? 1, "\(name), \(test.name): \(rows)")
      }
      for finding in findings { check(finding, of: detection) }
    }
  }

  /// A finding tells who, what and how bad, with every token filled in.
  private func check(_ finding: DetectionFinding, of detection: Detection) {
    for object in detection.scoredObjects {
      #expect(!finding.row[object.field].isEmpty, "\(detection.name): risk object \(object.field)")
      let events = finding.riskEvents.filter { $0.riskObjectField == object.field }
      #expect(!events.isEmpty, "\(detection.name): no risk for \(object.field)")
      for event in events {
        #expect(!event.riskMessage.contains("(no "), "\(detection.name): \(event.riskMessage)")
        #expect(!event.riskMessage.contains("$"), "\(detection.name): \(event.riskMessage)")
        #expect(event.riskScore > 0 && event.riskScore <= 100, "\(detection.name)")
      }
    }
    for object in detection.threatObjects {
      #expect(
        !finding.row[object.field].isEmpty, "\(detection.name): threat object \(object.field)")
    }
    if let title = finding.title {
      #expect(!title.contains("(no ") && !title.contains("$"), "\(detection.name): \(title)")
    }
    for technique in finding.annotations.techniques {
      #expect(technique.name != nil, "\(detection.name): no name for \(technique.id)")
    }
  }
}
