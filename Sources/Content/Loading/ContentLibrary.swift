package import Diagnostics
package import SPLSyntax

/// Everything that was loaded, and everything that was wrong with it.
package struct ContentLibrary: Sendable {
  package let detections: [Detection]
  package let baselines: [Detection]
  /// The macros that have a file; `macros` also holds the generated ones.
  package let macroFiles: [Macro]
  /// The macros of the content, and for each detection without one its filter macro (`search *`).
  package let macros: MacroTable
  package let lookups: [Lookup]
  package let stories: [Story]
  package let dataSources: [DataSource]
  package let deployments: [Deployment]
  /// Every content file that was found, those with errors too.
  package let files: [ContentFile]
  /// Ordering: folders that could not be read, then by file.
  package let diagnostics: [Diagnostic]
  private let deploymentsByType: [DetectionType: Deployment]

  init(
    detections: [Detection], baselines: [Detection], macroFiles: [Macro], macros: MacroTable,
    lookups: [Lookup], stories: [Story], dataSources: [DataSource], deployments: [Deployment],
    deploymentsByType: [DetectionType: Deployment], files: [ContentFile],
    diagnostics: [Diagnostic]
  ) {
    self.detections = detections
    self.baselines = baselines
    self.macroFiles = macroFiles
    self.macros = macros
    self.lookups = lookups
    self.stories = stories
    self.dataSources = dataSources
    self.deployments = deployments
    self.deploymentsByType = deploymentsByType
    self.files = files
    self.diagnostics = diagnostics
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The diagnostics that point into a file.
  package func diagnostics(in file: String) -> [Diagnostic] {
    diagnostics.filter { $0.span?.root.span.source.name == file }
  }

  /// The detections whose name or id one of the patterns matches; all without any.
  package func detections(matching patterns: [NamePattern]) -> [Detection] {
    guard !patterns.isEmpty else { return detections }
    let patterns = NamePatterns(patterns)
    return detections.filter { patterns.matches(name: $0.name, id: $0.id) }
  }

  /// The schedule and actions that hold for a detection.
  ///
  /// The one written in its file wins, then the schedule that it names, then the last folder's
  /// deployment for its type, then ESCU 6's default schedule, then the built-in one.
  package func deployment(for detection: Detection) -> Deployment {
    if let inline = detection.inlineDeployment { return inline }
    if let name = detection.scheduleName, let named = deployments.last(where: { $0.name == name }) {
      return named.type == nil ? scheduled(named, for: detection.type) : named
    }
    if let typed = deploymentsByType[detection.type] { return typed }
    let fallback =
      detection.type == .baseline ? "Default Baseline" : "Default EventBasedDetection"
    if let named = deployments.last(where: { $0.name == fallback }) {
      return scheduled(named, for: detection.type)
    }
    return .builtIn(for: detection.type)
  }

  /// ESCU 6 schedules say when, and leave the actions to the detection's type.
  private func scheduled(_ deployment: Deployment, for type: DetectionType) -> Deployment {
    let builtIn = Deployment.builtIn(for: type)
    return Deployment(
      name: deployment.name, id: deployment.id, type: type, schedule: deployment.schedule,
      notable: deployment.notable ?? builtIn.notable,
      isRiskEnabled: deployment.isRiskEnabled || builtIn.isRiskEnabled, file: deployment.file)
  }
}
