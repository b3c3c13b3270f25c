import Foundation
import Testing

/// Published detections fire on the events that were made for them, and on no others.
///
/// Source: `expected.json`, `labels.json` and `PROVENANCE.md` of each log.
@Suite(.enabled(if: Shared.path("data/audit") != nil, "needs ../shared/data"))
struct GroundTruthTests {
  static let detections = [
    "Amazon EKS Kubernetes Pod scan detection", "Amazon EKS Kubernetes cluster scan detection",
    "Kubernetes AWS detect suspicious kubectl calls",
    "Kubernetes Abuse of Secret by Unusual Location",
    "Kubernetes Abuse of Secret by Unusual User Agent",
    "Kubernetes Abuse of Secret by Unusual User Group",
    "Kubernetes Abuse of Secret by Unusual User Name", "Kubernetes Access Scanning",
    "Kubernetes Create or Update Privileged Pod", "Kubernetes Cron Job Creation",
    "Kubernetes DaemonSet Deployed", "Kubernetes Node Port Creation",
    "Kubernetes Pod Created in Default Namespace", "Kubernetes Pod With Host Network Attachment",
    "Kubernetes Scanning by Unauthenticated IP Address", "Kubernetes Unauthorized Access",
  ]

  /// Every by-field of these is set on the log with bodies.
  static let firing = [
    "Kubernetes Cron Job Creation", "Kubernetes DaemonSet Deployed",
    "Kubernetes Node Port Creation", "Kubernetes Pod Created in Default Namespace",
    "Kubernetes Create or Update Privileged Pod", "Kubernetes Pod With Host Network Attachment",
    "Kubernetes Unauthorized Access",
  ]

  /// These group by `user.uid`, which no caller in these logs has: SPL's `stats` gives no rows.
  static let withoutCallerID = [
    "Kubernetes Abuse of Secret by Unusual User Agent",
    "Kubernetes Abuse of Secret by Unusual User Group",
    "Kubernetes Abuse of Secret by Unusual User Name",
  ]

  @Test(arguments: [
    "kube_apiserver_1_36_eks", "kube_apiserver_1_36_metadata", "falco", "gitops_reverser",
  ])
  func conditionsHoldForTheLabelledEventsOnly(log: String) throws {
    let truth = try GroundTruth(log)
    let folder = try #require(Published.folder)
    #expect(Set(truth.labels.keys).isSubset(of: Self.detections))
    for name in Self.detections {
      let run = try Program.run([
        "search", try Published.predicate(of: name) + " | fields _raw", truth.path, "--content",
        folder, "--format", "raw", "--sourcetype", "aws:cloudwatchlogs:eks",
      ])
      #expect(run.status == 0, "\(name): \(run.summary)")
      let expected = (truth.labels[name] ?? []).map { truth.lines[$0 - 1] }
      let places = run.lines.map { line in truth.lines.firstIndex(of: line).map { $0 + 1 } ?? 0 }
      #expect(
        run.lines.sorted() == expected.sorted(),
        "\(name): lines \(places.sorted()), labelled \(truth.labels[name] ?? [])")
    }
  }

  @Test func everyDesignedEventIsFound() throws {
    let truth = try GroundTruth("kube_apiserver_1_36_eks")
    let (run, whole) = try Published.detect(Self.firing, [truth.path])
    #expect(run.status == 0, "\(run.errors)")
    var checked: Set<String> = []
    for step in truth.steps {
      let wanted = step.detections.filter {
        Self.firing.contains($0) && !truth.blind.contains([step.name, $0])
      }
      guard !wanted.isEmpty, !step.lines.isEmpty else { continue }
      // Without the step's events the detection must give other rows.
      let folder = try TemporaryFolder()
      let file = try folder.write("rest.ndjson", truth.text(without: step.lines))
      let rest = try Published.detect(wanted, [file]).findings
      for name in wanted {
        let before = whole.filter { $0["detection"] == [name] }.map { $0.row }.sorted()
        let after = rest.filter { $0["detection"] == [name] }.map { $0.row }.sorted()
        #expect(before != after, "\(name) does not see step \(step.name), lines \(step.lines)")
        checked.insert(name)
      }
    }
    #expect(checked == Set(Self.firing))
  }

  @Test func nothingElseIsFound() throws {
    let truth = try GroundTruth("kube_apiserver_1_36_eks")
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "others.ndjson", truth.text(without: truth.labels.values.joined()))
    let (run, findings) = try Published.detect(Self.firing + Self.withoutCallerID, [file])
    #expect(run.status == 0, "\(run.errors)")
    #expect(findings.map { $0["detection"] } == [])
  }

  @Test func detectionsThatCannotSeeSayWhy() throws {
    let folder = try #require(Published.folder)
    for (log, name, field) in [
      (
        "kube_apiserver_1_36_metadata", "Kubernetes Cron Job Creation",
        "requestObject.spec.schedule"
      ),
      ("kube_apiserver_1_36_eks", Self.withoutCallerID[2], "user.uid"),
    ] {
      let truth = try GroundTruth(log)
      let (run, findings) = try Published.detect([name], [truth.path])
      #expect(run.status == 0 && findings.isEmpty, "\(name): \(run.summary)")
      let why = try Program.run(["explain", name, truth.path, "--content", folder])
      #expect(why.status == 0, "\(why.summary)")
      #expect(why.output.contains(field), "\(why.output)")
      #expect(why.output.hasSuffix("\n"), "the last line ends")
    }
  }

  /// Where addresses are is never guessed.
  @Test func placesNeedADatabase() throws {
    let truth = try GroundTruth("kube_apiserver_1_36_eks")
    let (run, findings) = try Published.detect(["Kubernetes Access Scanning"], [truth.path])
    #expect(run.status == 2, "\(run.summary)")
    #expect(findings.isEmpty)
    #expect(run.errors.contains("SPL4009") && run.errors.contains("--geoip"), "\(run.errors)")
  }

  /// All detections that run share one scan, and what they find does not depend on company.
  @Test func companyChangesNothing() throws {
    let truth = try GroundTruth("kube_apiserver_1_36_eks")
    let together = try Published.detect(Self.firing, [truth.path]).findings
    for name in Self.firing {
      let alone = try Published.detect([name], [truth.path]).findings
      #expect(!alone.isEmpty, "\(name)")
      #expect(
        alone.map { $0.row } == together.filter { $0["detection"] == [name] }.map { $0.row },
        "\(name)")
    }
  }
}
