import Foundation
import Testing

/// `fmt`: prints one search, rewrites those of files, or only tells.
@Suite struct FmtTests {
  private static let laidOut = "`kube_audit` verb=create\n  | stats count BY user.username"

  private func detection(_ search: String) -> String {
    """
    name: Pod Shell
    id: 11111111-2222-3333-4444-555555555555
    version: 3
    date: '2026-01-02'
    author: A Person
    status: production
    type: Anomaly
    description: Finds a shell.   # as it was
    \(search)
    how_to_implement: 'as it was'
    tags:
      analytic_story: [Test Story]

    """
  }

  @Test func aSearchIsPrinted() throws {
    let run = try Program.run(
      ["fmt", "--spl", "`kube_audit` verb=create|STATS count by user.username"])
    #expect(run.status == 0, "\(run.summary)")
    #expect(run.output == Self.laidOut + "\n")
    let folder = try TemporaryFolder()
    let input = try folder.write(
      "search", "`kube_audit` verb=create | stats count BY user.username")
    #expect(try Program.run(["fmt", "-"], input: input).output == run.output)
    #expect(try Program.run(["fmt", "--check"], input: input).status == 1)
    #expect(try Program.run(["fmt", "--check", "--spl", Self.laidOut]).status == 0)
  }

  @Test func onlyTheSearchOfAFileChanges() throws {
    let folder = try TemporaryFolder()
    let old = detection("search: '`kube_audit` verb=create | stats count by user.username'")
    let path = try folder.write("detections/shell.yml", old)
    let check = try Program.run(["fmt", "--check", folder.path])
    #expect(check.status == 1 && check.output.contains("shell.yml"), "\(check.summary)")
    #expect(try folder.text("detections/shell.yml") == old)
    let run = try Program.run(["fmt", path])
    #expect(run.status == 0, "\(run.summary)")
    let block = Self.laidOut.replacingOccurrences(of: "\n", with: "\n    ")
    #expect(try folder.text("detections/shell.yml") == detection("search: |-\n    " + block))
    #expect(try Program.run(["fmt", "--check", path]).status == 0)
  }

  @Test func whatCannotBeReadIsTold() throws {
    let broken = try Program.run(["fmt", "--spl", "verb=\"create"])
    #expect(broken.status == 2 && broken.errors.contains("SPL1001"), "\(broken.summary)")
    #expect(try Program.run(["fmt", "no-such-file.yml"]).status == 3)
    #expect(try Program.run(["fmt", "--spl", "a", "b.yml"]).status == 2)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScriptsAreWritten(_ shell: String) throws {
    let run = try Program.run(["--generate-completion-script", shell])
    #expect(run.status == 0, "\(run.summary)")
    #expect(run.output.contains("input-format") && run.output.contains("cloudwatch"))
  }

  @Test func thePackIsLaidOut() throws {
    let run = try Program.run(["fmt", "--check", Program.root + "/Content/detections"])
    #expect(run.status == 0, "\(run.summary)")
  }
}
