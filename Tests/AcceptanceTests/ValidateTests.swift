import Foundation
import Testing

/// `validate` and `content migrate` as a person runs them.
@Suite struct ValidateTests {
  private let broken = """
    name: Pod Shell
    id: 11111111-2222-4333-8444-555555555555
    version: 1
    creation_date: '2026-01-02'
    modification_date: '2026-1-3'
    author: A Person
    status: experimental
    type: Hunting
    description: Finds a shell.
    search: 'verb=create | stats count by user'
    how_to_implement: Collect the audit log.
    known_false_positives: Operators at work.
    references: []
    analytic_story: [Shells]
    asset_type: Kubernetes
    product: [Splunk Enterprise, Splunk Enterprise Security, Splunk Cloud]
    category: cloud
    security_domain: network

    """

  @Test func findingsDecideTheExitCode() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("detections/cloud/shell.yml", broken)
    let run = try Program.run(["validate", folder.path, "--now", "2026-11-24T00:00:00Z"])
    #expect(run.status == 1, "\(run.summary)")
    let codes = run.lines.compactMap { line in
      ["CNT2002", "CNT2008", "CNT2103"].first { line.contains("\"\($0)\"") }
    }
    #expect(codes == ["CNT2002", "CNT2008", "CNT2103"], "\(run.summary)")
    let notes = try Program.run(["validate", folder.path, "--level", "error", "--format", "github"])
    #expect(notes.lines.allSatisfy { $0.hasPrefix("::error file=") } && notes.lines.count == 3)
    #expect(try Program.run(["validate", "no-such-folder"]).status == 3)
    #expect(try Program.run(["validate", folder.path, "--format", "xml"]).status == 2)
  }

  @Test func whatIsMechanicalIsMended() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("detections/cloud/shell.yml", broken)
    let run = try Program.run(["validate", path, "--fix", "--now", "2026-11-24T00:00:00Z"])
    #expect(run.status == 0, "\(run.summary)")
    #expect(run.errors.contains("1 file with 1 detection"), "\(run.summary)")
    let mended = broken.replacingOccurrences(of: "'2026-1-3'", with: "'2026-01-03'")
      .replacingOccurrences(of: "by user'", with: "by user | `pod_shell_filter`'")
    #expect(try folder.text("detections/cloud/pod_shell.yml") == mended)
  }

  @Test func packHasNoErrors() throws {
    let run = try Program.run(["validate", "--level", "error"])
    #expect(run.status == 0, "\(run.summary)")
  }

  /// A wrong path must not make a pipeline green.
  @Test func aFolderWithoutContentIsWrongUsage() throws {
    let folder = try TemporaryFolder()
    try folder.write("README.md", "no content")
    for path in [".", folder.path] {
      let run = try Program.run(["validate", path], in: folder.path)
      #expect(run.status == 2, "\(run.summary)")
      #expect(run.errors.contains("no content file in \(path)"), "\(run.summary)")
    }
  }

  /// The rest of the repository is read wherever in it the program is started.
  @Test func macrosAreFoundFromAFolderInside() throws {
    let folder = try TemporaryFolder()
    try folder.write("macros/events.yml", "name: events\ndefinition: verb=create\n")
    let search = broken.replacing("'verb=create |", with: "'`events` |")
    try folder.write("detections/cloud/shell.yml", search)
    let run = try Program.run(["validate", "."], in: folder.path + "/detections/cloud")
    #expect(run.status == 1 && !run.output.contains("SPL2001"), "\(run.summary)")
  }

  /// A pipe would keep the program waiting.
  @Test func onlyRegularFilesAreRead() throws {
    let folder = try TemporaryFolder()
    try folder.write("detections/shell.yml", broken)
    #expect(mkfifo(folder.path + "/detections/pipe.yml", 0o600) == 0)
    let run = try Program.run(["validate", folder.path])
    #expect(run.status == 1 && run.output.contains("it is no regular file"), "\(run.summary)")
  }
}
