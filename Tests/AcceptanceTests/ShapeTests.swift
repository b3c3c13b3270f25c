import Foundation
import Testing

/// The seed detection, unmodified, gives the same rows whatever the events come wrapped in.
///
/// Source: `../shared/data/audit/shapes_derived/PROVENANCE.md`.
@Suite(.enabled(if: Shared.path("data/audit/shapes_derived") != nil, "needs ../shared/data"))
struct ShapeTests {
  private let seed = "Kubernetes Cron Job Creation"

  /// Rows of the first events of the plain lines 673 to 1093.
  private func plainRows(_ count: Int) throws -> [String] {
    let folder = try TemporaryFolder()
    let lines = try Shared.lines("data/audit/kube_apiserver_1_36_eks/events.ndjson")
    let file = try folder.write(
      "plain.ndjson", lines[672..<(672 + count)].joined(separator: "\n") + "\n")
    return try Published.detect([seed], [file]).findings.map { $0.row }.sorted()
  }

  @Test(arguments: [
    ("cloudwatch_subscription.ndjson", 421, "cloudwatch"),
    ("cloudwatch_awslogs_envelope.ndjson", 421, "cloudwatch"), ("hec_event.json", 421, "hec"),
    ("hec_event_string.json", 421, "hec"), ("hec_raw.ndjson", 421, "ndjson"),
    ("cri_stdout.log", 421, "cri"), ("docker_json.log", 421, "docker"),
    ("aks_eventhub.json", 200, "aks"), ("pretty.json", 50, "json"),
  ])
  func everyShapeGivesThePlainRows(file: String, count: Int, format: String) throws {
    let expected = try plainRows(count)
    #expect(expected.count == (count == 50 ? 15 : 20))
    let path = try #require(Shared.path("data/audit/shapes_derived/" + file))
    for options in [[], ["--input-format", format]] {
      let (run, findings) = try Published.detect([seed], [path], options)
      #expect(run.status == 0, "\(options): \(run.summary)")
      #expect(findings.map { $0.row }.sorted() == expected, "\(options)")
      #expect(!run.errors.contains("warning"), "\(options): \(run.errors)")
    }
    // The same bytes as a stream, whose size is not known.
    let piped = try Program.run(
      ["detect", "--content", Published.folder ?? "", "--only", seed, "-"], input: path)
    #expect(try ObjectLine.all(piped).map { $0.row }.sorted() == expected, "\(piped.errors)")
  }

  @Test func eventListsGiveTheRowsOfTheLog() throws {
    let log = try #require(Shared.path("data/audit/kube_apiserver_1_36_eks/events.ndjson"))
    let lists = try #require(
      Shared.path("data/audit/kube_apiserver_1_36_eks/shape_eventlist.ndjson"))
    let expected = try Published.detect([seed], [log]).findings.map { $0.row }.sorted()
    #expect(expected.count == 20)
    let (run, findings) = try Published.detect([seed], [lists])
    #expect(findings.map { $0.row }.sorted() == expected, "\(run.errors)")
  }

  @Test func aFolderOfShapesGivesTheSum() throws {
    let folder = try #require(Shared.path("data/audit/shapes_derived"))
    let (run, findings) = try Published.detect([seed], [folder])
    #expect(run.status == 0, "\(run.summary)")
    // Groups of equal rows are counted together: the events of nine files are the same.
    #expect(Set(findings.map { $0["detection"] }) == [[seed]])
    #expect(findings.count == 20, "\(findings.count)")
    let single = try Published.detect([seed], [folder + "/hec_raw.ndjson"]).findings
    let part = try Published.detect([seed], [folder + "/pretty.json"]).findings
    let sum = 8 * total(single) + total(part)
    #expect(total(findings) == sum)
  }

  private func total(_ findings: [ObjectLine]) -> Int {
    findings.reduce(0) { sum, finding in
      let count = finding.object("result")["count"] as? String ?? ""
      return sum + (Int(count) ?? 0)
    }
  }
}
