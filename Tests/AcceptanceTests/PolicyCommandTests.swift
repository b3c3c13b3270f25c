import Foundation
import Testing

/// `policy`, as a person calls it.
///
/// Source: the command line contract in the documentation of the policy doctor.
@Suite struct PolicyCommandTests {
  private let folder: TemporaryFolder
  private let metadata: String
  private let bodies: String

  init() throws {
    folder = try TemporaryFolder()
    let head = "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n"
    metadata = try folder.write("metadata.yaml", head + "- level: Metadata\n")
    bodies = try folder.write(
      "bodies.yaml",
      head + "- level: RequestResponse\n  resources: [{group: batch, resources: [cronjobs]}]\n")
  }

  private func check(_ policy: String, _ options: [String] = []) throws -> Program.Run {
    try Program.run(
      ["policy", "check", policy, "--only", "Kubernetes Cron Job Creation", "--format", "ndjson"]
        + options)
  }

  @Test func aBlindDetectionIsToldWithTheLine() throws {
    let run = try check(metadata)
    #expect(run.status == 1, "\(run.summary)")
    let line = try #require(try ObjectLine.all(run).first)
    #expect(line["detection"] == ["Kubernetes Cron Job Creation"])
    #expect(line["verdict"] == ["blind"])
    #expect(line.members["line"] as? Int == 4)
    #expect(line["reason"].first?.contains("requestObject.kind") == true)
  }

  @Test func nothingIsWrongWithEnough() throws {
    let run = try check(bodies)
    #expect(run.status == 0, "\(run.summary)")
    let line = try #require(try ObjectLine.all(run).first)
    #expect(line["verdict"] == ["sees-everything"])
    #expect(line.members["line"] as? Int == 4)
  }

  @Test func wrongPoliciesAndUsageAreExitCode2() throws {
    let broken = try folder.write(
      "broken.yaml", "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: x\n")
    let run = try check(broken)
    #expect(run.status == 2, "\(run.summary)")
    #expect(run.errors.contains("broken.yaml:3"), "\(run.summary)")
    #expect(try Program.run(["policy", "check"]).status == 2)
    #expect(try Program.run(["policy", "check", "--preset", "nowhere"]).status == 2)
    #expect(try check("missing.yaml").status == 3)
  }

  @Test func everyPresetIsReadWithoutAWord() throws {
    let names = try Program.run(["policy", "presets"]).lines
    #expect(Set(names).isSuperset(of: ["aks", "eks", "gke", "k3s", "kubeadm", "openshift"]))
    for name in names {
      let run = try Program.run([
        "policy", "check", "--preset", name, "--only", "Kubernetes Cron Job Creation",
      ])
      #expect([0, 1].contains(run.status), "\(name): \(run.summary)")
      #expect(!run.errors.contains("warning"), "\(name): \(run.summary)")
    }
  }

  @Test func applyKeepsTheOrderAndSaysWhatWasLost() throws {
    let first =
      #"{"level":"Request","auditID":"1","stage":"ResponseComplete","verb":"create","#
      + #""requestURI":"/a","requestObject":{"a":1},"stageTimestamp":"2026-01-01T00:00:00Z"}"#
    let second = first.replacing("\"auditID\":\"1\"", with: "\"auditID\":\"2\"")
    let log = try folder.write("audit.log", first + "\n" + second + "\n")
    let run = try Program.run(["policy", "apply", metadata, log])
    #expect(run.status == 0, "\(run.summary)")
    let expected = [first, second].map { line in
      line.replacing("\"level\":\"Request\"", with: "\"level\":\"Metadata\"")
        .replacing(#","requestObject":{"a":1}"#, with: "")
    }
    #expect(run.lines == expected, "\(run.summary)")
    #expect(run.errors.contains("2 recorded"), "\(run.summary)")
  }

  @Test func theGeneratedPolicyIsEnough() throws {
    let generated = try Program.run([
      "policy", "generate", "--only", "Kubernetes Cron Job Creation",
    ])
    #expect(generated.status == 0, "\(generated.summary)")
    let file = try folder.write("generated.yaml", generated.output)
    #expect(try check(file).status == 0)
  }

  /// The policy for the pack, applied to the full events of its tests.
  @Test func theTestsOfThePackNeedEachRuleOfItsPolicyAndNoMore() throws {
    let generated = try Program.run(["policy", "generate"])
    #expect(generated.status == 0, "\(generated.summary)")
    #expect(!generated.errors.contains("warning"), "\(generated.summary)")
    let whole = try folder.write("whole.yaml", generated.output)
    let green = try Program.run(["test", "--kind", "unit", "--policy", whole])
    #expect(green.status == 0, "\(green.summary)")
    #expect(!green.errors.contains("skipped"), "\(green.summary)")

    let mark = "  - level: "
    let parts = generated.output.components(separatedBy: "\n" + mark)
    let rules = parts.dropFirst().map { mark + $0.trimmingCharacters(in: .newlines) }
    #expect(rules.count > 2)
    for index in rules.indices {
      var fewer = rules
      fewer.remove(at: index)
      let file = try folder.write(
        "fewer.yaml", parts[0] + "\n" + fewer.joined(separator: "\n") + "\n")
      let run = try Program.run(["test", "--kind", "unit", "--policy", file])
      #expect(run.status == 1, "without \(rules[index]) every test passes")
    }
  }
}
