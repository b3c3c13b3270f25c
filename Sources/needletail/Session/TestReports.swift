import ArgumentParser
import DetectionTesting
import Diagnostics
import EventModel
import Foundation
import QueryPlan

/// `--report FORM=FILE`
struct ReportTarget: ExpressibleByArgument {
  enum Form: String, CaseIterable {
    case junit, sarif, github, markdown, ndjson
  }

  let form: Form
  /// Nil: standard error.
  let file: String?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard let form = parts.first.flatMap({ Form(rawValue: $0) }) else { return nil }
    guard parts.count == 2 || form == .github else { return nil }
    self.form = form
    file = parts.count == 2 ? parts[1] : nil
  }
}

/// Writes what tests came to: results to standard output, reports to their files.
struct TestReports {
  private let options: TestSubcommand
  private let environment: SearchEnvironment

  init(_ options: TestSubcommand, environment: SearchEnvironment) {
    self.options = options
    self.environment = environment
  }

  /// Errors: the folder of a report is not there, which is better told before the tests run.
  func checkFolders() throws {
    for file in options.report.compactMap({ $0.file }) {
      let folder = PathText.folder(of: file)
      guard !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) else { continue }
      throw Failure.world("cannot write the report \(file): there is no folder \(folder)")
    }
  }

  /// Errors: a report that cannot be written.
  func write(_ outcomes: [TestOutcome]) throws {
    switch options.format ?? (StandardOutput.isTerminal ? .table : .ndjson) {
    case .ndjson: StandardOutput.write(TestOutcomeJSON.lines(outcomes))
    case .table:
      for outcome in outcomes {
        for line in TestText.lines(outcome, isBrief: !options.verbose) {
          StandardOutput.show(line) { Self.painted($0) }
        }
      }
    }
    for target in options.report { try write(target, outcomes) }
  }

  private static func painted(_ line: String) -> String {
    let color = TerminalColor.output
    for verdict in TestOutcome.Verdict.allCases {
      let label = TestText.label(verdict)
      guard line.hasPrefix(label) else { continue }
      switch verdict {
      case .passed: return color.painted(line, start: label, .green)
      case .failed, .error: return color.painted(line, start: label, .red)
      case .missingData: return color.painted(line, start: label, .yellow)
      case .skipped: return color.painted(line, start: label, .faint)
      }
    }
    return color.message(line)
  }

  private func write(_ target: ReportTarget, _ outcomes: [TestOutcome]) throws {
    let bytes = content(target.form, outcomes)
    guard let file = target.file else {
      let text = String(decoding: bytes, as: UTF8.self)
      for line in text.split(separator: "\n") { StandardError.write(String(line)) }
      return
    }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: file))
    } catch {
      throw Failure.world("cannot write the report \(file): \(error.localizedDescription)")
    }
  }

  /// The schema wants a name.
  private static var hostname: String {
    let name = ProcessInfo.processInfo.hostName
    return name.isEmpty ? "localhost" : name
  }

  private func content(_ form: ReportTarget.Form, _ outcomes: [TestOutcome]) -> [UInt8] {
    let folder = ReportFolder.repository
    switch form {
    case .junit:
      let stamp = StrftimeFormat("%Y-%m-%dT%H:%M:%S").string(epoch: environment.now, zone: .utc)
      let report = JUnitReport(
        timestamp: stamp ?? "1970-01-01T00:00:00", hostname: Self.hostname,
        allowsMissingData: options.allowMissingData)
      return Array(report.text(outcomes).utf8)
    case .sarif:
      return SARIFReport(version: Needletail.configuration.version, folder: folder).text(outcomes)
    case .github:
      let report = GitHubReport(folder: folder, allowsMissingData: options.allowMissingData)
      return report.lines(outcomes).flatMap { Array(($0 + "\n").utf8) }
    case .markdown: return Array(MarkdownReport.text(outcomes, folder: folder).utf8)
    case .ndjson: return TestOutcomeJSON.lines(outcomes)
    }
  }
}
