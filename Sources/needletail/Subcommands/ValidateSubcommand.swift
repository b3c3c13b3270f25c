import ArgumentParser
import Content
import Diagnostics
import EventModel
import Foundation

struct ValidateSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check content files against the rules of their format.",
    discussion: """
      Names a content repository, folders or files of one, or nothing for the content in use. What \
      lies around a path up to the root of its repository is read for what the files refer to. \
      Exits with 1 when there is an error.

      Example: needletail validate --format github detections/cloud
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, ndjson, json, sarif, github, gitlab
  }

  @Argument(help: "Content repositories, folders or files.", completion: .file())
  var paths: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "table, ndjson, json, sarif, github or gitlab (default: table on a terminal, ndjson "
        + "otherwise)."))
  var format: Format?

  @Option(name: .long, help: "The least severity that is shown: error, warning or note.")
  var level: Level = .warning

  @Flag(name: .long, help: "Warnings count as errors.")
  var strict = false

  @Flag(name: .long, help: "Mend in place what can be mended safely; tell what was done.")
  var fix = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Shows only findings in files that changed since a git revision.", valueName: "revision"))
  var since: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: "The time that counts as now, for dates that must not be later.")
  var now: String?

  @OptionGroup var content: ContentOptions

  enum Level: String, ExpressibleByArgument, CaseIterable {
    case error, warning, note

    func shows(_ severity: Diagnostic.Severity) -> Bool {
      switch severity {
      case .error: true
      case .warning: self != .error
      case .note: self == .note
      }
    }
  }

  func run() throws {
    for path in paths where !FileManager.default.fileExists(atPath: path) {
      throw Failure.world("there is no such file or folder: \(path)")
    }
    let clock = ContinuousClock()
    let start = clock.now
    var check = try ValidationRun(paths: paths, content: content, now: now)
    var result = try check.run()
    if result.files.isEmpty, result.findings.isEmpty {
      throw Failure.usage("no content file in " + check.paths.joined(separator: ", "))
    }
    let changed = try since.map { try ChangedFiles(since: $0, paths: check.paths) }
    if fix {
      var repair = ContentRepair()
      try repair.mend(result.findings.filter { changed?.contains($0.diagnostic) ?? true })
      if repair.count > 0 {
        check = try ValidationRun(
          paths: paths.map { repair.path($0) }, content: content, now: now)
        result = try check.run()
      }
    }
    let report = ValidationReport(
      validation: result, format: format ?? (StandardOutput.isTerminal ? .table : .ndjson),
      shows: { level.shows($0.severity) && (changed?.contains($0) ?? true) },
      version: Needletail.configuration.version)
    report.print(time: clock.now - start)
    let fails = result.findings.contains { finding in
      (changed?.contains(finding.diagnostic) ?? true)
        && (finding.diagnostic.severity == .error
          || (strict && finding.diagnostic.severity == .warning))
    }
    if fails { throw ExitCode(1) }
  }
}
