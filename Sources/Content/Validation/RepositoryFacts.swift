import Diagnostics
import SPLSyntax

/// What rules must know about the content around a file.
struct RepositoryFacts: Sendable {
  /// Year-month-day, as content writes it.
  let today: String
  private let namesByKind: [ContentKind: Set<String>]
  private let dataSources: [String: DataSource]
  private let library: ContentLibrary
  /// The folders and files that content was read from.
  let roots: [String]

  init(_ library: ContentLibrary, today: String, roots: [String] = []) {
    self.library = library
    self.today = today
    self.roots = roots
    // A file with an error still has its name, which others may refer to.
    var names: [ContentKind: Set<String>] = [:]
    for file in library.files {
      guard let kind = file.kind, let name = file.name else { continue }
      names[kind, default: []].insert(name)
    }
    names[.macro, default: []].formUnion(library.macroFiles.map { $0.definition.name })
    names[.baseline, default: []].formUnion(library.baselines.map { $0.name })
    namesByKind = names
    dataSources = Dictionary(library.dataSources.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The names of one kind; empty when the content has none of it.
  func names(_ kind: ContentKind) -> Set<String> { namesByKind[kind] ?? [] }

  func dataSource(_ name: String) -> DataSource? { dataSources[name] }

  /// Whether there are deployments by type, which then must cover every type.
  var hasDeployments: Bool { library.deployments.contains { $0.type != nil } }

  func hasDeployment(for type: DetectionType) -> Bool {
    library.deployments.contains { $0.type == type }
  }

  /// Whether detections of a type make risk events.
  func deployment(for detection: Detection) -> Deployment { library.deployment(for: detection) }
}
