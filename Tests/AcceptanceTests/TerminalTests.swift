import Foundation
import Testing

/// What a person sees: values that an attacker chose, such as the user agent of a request, must
/// not write to the terminal, and a pipe gets no colours.
///
/// Source: ECMA-48: control sequences start with ESC or CSI.
@Suite struct TerminalTests {
  private let folder: TemporaryFolder
  private let log: String

  init() throws {
    folder = try TemporaryFolder()
    let agent = #"curl\u001b]0;title\u0007\u001b[2J\u009b31m"#
    log = try folder.write(
      "audit.log",
      Sample.event(1, resource: "daemonsets", user: #"jane\u001b[31m"#)
        .replacing("kubectl/v1.31.0", with: agent) + "\n")
  }

  private func expectPlain(_ arguments: [String], shows text: String) throws {
    let run = try Program.run(arguments)
    let shown = run.output + run.errors
    #expect(!shown.contains("\u{1B}") && !shown.contains("\u{7}"), "\(run.summary)")
    #expect(!shown.unicodeScalars.contains("\u{9B}"), "\(run.summary)")
    #expect(shown.contains(text), "\(run.summary)")
  }

  @Test func valuesOfEventsAreShownEscaped() throws {
    let escaped = #"curl\x1b]0;title\x07\x1b[2J\x9b31m"#
    try expectPlain(
      ["search", "verb=create | table userAgent", log, "--format", "table"], shows: escaped)
    try expectPlain(
      ["detect", "--only", "Kubernetes DaemonSet Created", log, "--format", "table"],
      shows: escaped)
    try expectPlain(
      ["explain", "verb=create | stats count by userAgent | where count>9", log], shows: escaped)
  }

  @Test func textsOfFilesAndSearchesAreShownEscaped() throws {
    try expectPlain(["search", "verb=create | eval n=\u{1B}[31mx(1)", log], shows: "error[SPL")
    try folder.write("detections/a.yml", "name: a\u{1B}[31m\n")
    try expectPlain(["validate", folder.path, "--format", "table"], shows: "error[CNT")
    try expectPlain(["test", folder.path, "--format", "table"], shows: "ERROR")
  }
}
