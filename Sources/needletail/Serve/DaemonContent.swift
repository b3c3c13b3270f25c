import ArgumentParser
import Content
import Detections
import Diagnostics
import EventModel
import QueryPlan
import SearchEngine

/// One version of what the daemon runs: project file, content, and what is wrong with them.
struct DaemonContent {
  let settings: ServiceSettings
  let scheduled: ScheduledContent
  let zone: TimeZoneRules
  let knowledge: any KnowledgeProvider
  /// Detections that are enabled and cannot run, and files with errors: one text each.
  let problems: [String]

  /// Errors: `Failure`, of a project file that is wrong.
  init(_ options: ContentOptions, environment: [String: String], now: Double) throws {
    let session = try Session(
      content: options, events: try EventOptions.parse([]), time: try TimeOptions.parse([]))
    settings = try Self.settings(session.project, environment)
    zone = session.environment.zone
    knowledge = session.knowledge
    let detections = session.content.detections(matching: [])
      .filter { session.project?.isEnabled($0) ?? $0.isEnabledByDefault }
    let compilers = session.compilers
    let checker = compilers(SearchEnvironment(now: now, zone: zone))
    let verdicts = Parallel.map(detections) { SearchVerdict($0.search, compiler: checker) }
    let running = zip(detections, verdicts).filter { $1.runs }.map { $0.0 }
    let refused = zip(detections, verdicts).compactMap { detection, verdict in
      verdict.runs
        ? nil : "\(detection.name): \(verdict.diagnostic?.message ?? "its search does not run")"
    }
    scheduled = ScheduledContent(
      detections: running.map { ($0, session.content.deployment(for: $0)) },
      riskFactors: settings.riskFactors.map { RiskFactor($0) },
      assets: AssetPriorities(settings.assets.map { ($0.object, AssetPriority($0.priority)) }),
      zone: zone, skew: .none, compiler: compilers)
    let errors = session.content.diagnostics.filter { $0.severity == .error }.map { $0.rendered() }
    problems = refused + scheduled.problems + errors
  }

  private static func settings(
    _ project: ProjectFile?, _ environment: [String: String]
  ) throws -> ServiceSettings {
    let read =
      project.map { ServiceSettings.load($0.file, environment: environment) }
      ?? ServiceSettings.read(
        SourceText(name: ProjectFile.fileName, text: ""), environment: environment)
    for diagnostic in read.diagnostics { StandardError.write(diagnostic.rendered()) }
    guard let settings = read.settings,
      !read.diagnostics.contains(where: { $0.severity == .error })
    else {
      throw Failure.usage("the `serve` section of the project file has errors")
    }
    return settings
  }

  var destinations: [OutputDestination] { settings.outputs.map { $0.destination } }
}

extension RiskFactor {
  fileprivate init(_ settings: RiskFactorSettings) {
    let operation: Operation =
      switch settings.operation {
      case .add(let amount): .add(amount)
      case .multiply(let amount): .multiply(amount)
      }
    self.init(
      name: settings.name, operation: operation,
      conditions: settings.conditions.map { ($0.field, $0.pattern) })
  }
}

extension AssetPriority {
  fileprivate init(_ priority: AssetSettings.Priority) {
    self =
      switch priority {
      case .low: .low
      case .medium: .medium
      case .high: .high
      case .critical: .critical
      }
  }
}

extension OutputSettings {
  /// The reader has seen to it that what a kind needs is there.
  var destination: OutputDestination {
    let target = target ?? ""
    let kind: OutputDestination.Kind =
      switch self.kind {
      case .stdout: .standardOutput
      case .file: .file(path: target)
      case .webhook: .webhook(url: target, secret: secret?.value, headers: [])
      case .slack: .slack(url: target)
      case .alertmanager: .alertmanager(url: target, headers: [])
      case .hec: .hec(url: target, token: secret?.value ?? "", index: index)
      }
    return OutputDestination(
      name: name, kind: kind, format: format,
      leastSeverity: severity,
      detections: only)
  }
}
