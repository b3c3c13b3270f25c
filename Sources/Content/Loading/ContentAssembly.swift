import Diagnostics
import SPLSyntax

/// Puts loaded files together: overrides, duplicates, deployments by type, filter macros.
struct ContentAssembly {
  private var detections = ContentShelf<Detection, LoadedFile>()
  private var baselines = ContentShelf<Detection, LoadedFile>()
  private var macros = ContentShelf<Macro, LoadedFile>()
  private var lookups = ContentShelf<Lookup, LoadedFile>()
  private var stories = ContentShelf<Story, LoadedFile>()
  private var dataSources = ContentShelf<DataSource, LoadedFile>()
  private var deployments = ContentShelf<Deployment, LoadedFile>()
  private var byType: [DetectionType: (folder: Int, deployment: Deployment, span: Span?)] = [:]
  private var files: [ContentFile] = []
  private var diagnostics: [Diagnostic]

  init(diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  mutating func add(_ file: LoadedFile, folder: Int) {
    files.append(file.file)
    diagnostics += file.diagnostics
    guard let item = file.item else { return }
    let problem: Diagnostic?
    switch item {
    case .detection(let item):
      problem = detections.insert(item, name: item.name, id: item.id, folder: folder, from: file)
    case .baseline(let item):
      problem = baselines.insert(item, name: item.name, id: item.id, folder: folder, from: file)
    case .macro(let item):
      problem = macros.insert(item, name: item.signature, id: nil, folder: folder, from: file)
    case .lookup(let item):
      problem = lookups.insert(item, name: item.name, id: nil, folder: folder, from: file)
    case .story(let item):
      problem = stories.insert(item, name: item.name, id: item.id, folder: folder, from: file)
    case .dataSource(let item):
      problem = dataSources.insert(item, name: item.name, id: item.id, folder: folder, from: file)
    case .deployment(let item):
      problem =
        deployments.insert(item, name: item.name, id: item.id, folder: folder, from: file)
        ?? place(item, folder: folder, span: file.nameSpan)
    }
    if let problem { diagnostics.append(problem) }
  }

  /// One folder has one deployment for a type; the last folder's holds.
  private mutating func place(_ item: Deployment, folder: Int, span: Span?) -> Diagnostic? {
    guard let type = item.type else { return nil }
    if let first = byType[type], first.folder == folder {
      return Diagnostic(
        .duplicateIdentifier,
        "the type `\(type.rawValue)` has two deployments in one folder", at: span,
        label: "this one is not used", help: "keep one of them",
        notes: [.init("`\(first.deployment.name)` is the first", at: first.span)])
    }
    byType[type] = (folder, item, span)
    return nil
  }

  func library() -> ContentLibrary {
    let detections = detections.items
    let macros = macros.items
    let deployments = deployments.items
    let unresolved = Self.unresolvedSchedules(
      of: detections + baselines.items, among: deployments)
    return ContentLibrary(
      detections: detections, baselines: baselines.items, macroFiles: macros,
      macros: Self.table(macros.map(\.definition), detections: detections),
      lookups: lookups.items, stories: stories.items, dataSources: dataSources.items,
      deployments: deployments, deploymentsByType: byType.mapValues(\.deployment), files: files,
      diagnostics: diagnostics + unresolved)
  }

  /// The schedules that detections name and nothing defines.
  static func unresolvedSchedules(
    of detections: [Detection], among deployments: [Deployment]
  ) -> [Diagnostic] {
    let names = Set(deployments.map(\.name))
    return detections.compactMap { detection in
      guard let name = detection.scheduleName, !names.contains(name) else { return nil }
      let near = NearMiss.find(name, among: names)
      return Diagnostic(
        .unknownReference, "the schedule `\(name)` of `\(detection.name)` is not loaded",
        at: detection.nameSpan,
        help: near.map { "did you mean `\($0)`?" }
          ?? "add a file `schedules/….yml` of that name, or remove the key; the schedule of the "
          + "type holds until then")
    }
  }

  /// The content's macros, and the filter macro of each detection that the content leaves out.
  private static func table(
    _ macros: [MacroDefinition], detections: [Detection]
  ) -> MacroTable {
    let body = filterBody
    let filters = detections.map { MacroDefinition(name: $0.filterMacroName, body: body) }
    return MacroTable(filters + macros)
  }

  /// What a detection's filter macro stands for until somebody defines it.
  static let filterBody =
    SourceText(name: "<generated filter macro>", text: "search *").wholeSpan
}
