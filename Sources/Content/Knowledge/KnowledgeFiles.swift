import Diagnostics
import QueryPlan
import Synchronization

/// The declared files of some folders, each kind read when it is asked for.
final class KnowledgeFiles: Sendable {
  private struct Cache {
    var rules: [SourcetypeFile]?
    var eventtypes: [EventtypeDefinition]?
    var modelPaths: [(name: String, path: String)]?
    var models: [String: DataModel] = [:]
  }

  private let folders: [String]
  private let cache = Mutex(Cache())

  /// Ordering: what a later folder declares replaces the same of an earlier one.
  init(folders: [String]) { self.folders = folders }

  func sourcetypeRules() throws(Diagnostic) -> [SourcetypeFile] {
    if let known = cache.withLock({ $0.rules }) { return known }
    var rules: [SourcetypeFile] = []
    for path in KnowledgeFolder.files(.sourcetypes, in: folders) {
      rules.append(try SourcetypeFile(path: path))
    }
    cache.withLock { $0.rules = rules }
    return rules
  }

  /// Ordering: by file; of two of one name the later folder's holds, in the first one's place.
  func eventtypes() throws(Diagnostic) -> [EventtypeDefinition] {
    if let known = cache.withLock({ $0.eventtypes }) { return known }
    var all: [EventtypeDefinition] = []
    for folder in folders {
      for path in KnowledgeFolder.files(.eventtypes, in: [folder]) {
        let found = try KnowledgeFolder.read(try KnowledgeFolder.text(of: path)) {
          EventtypeReader(reader: $0).read()
        }
        for item in found {
          if let place = all.firstIndex(where: { $0.name == item.name }) {
            all[place] = item
          } else {
            all.append(item)
          }
        }
      }
    }
    cache.withLock { $0.eventtypes = all }
    return all
  }

  var dataModelNames: [String] { Set(modelPaths().map { $0.name }).sorted() }

  func dataModel(named name: String) throws(Diagnostic) -> DataModel? {
    if let known = cache.withLock({ $0.models[name] }) { return known }
    guard let path = modelPaths().last(where: { $0.name == name })?.path else { return nil }
    let found = try KnowledgeFolder.read(try KnowledgeFolder.text(of: path)) {
      DataModelReader(reader: $0).read()
    }
    guard let model = found.first(where: { $0.name == name }) else { return nil }
    cache.withLock { $0.models[name] = model }
    return model
  }

  /// The models by the names that their files give; a file without one goes by its own.
  private func modelPaths() -> [(name: String, path: String)] {
    if let known = cache.withLock({ $0.modelPaths }) { return known }
    let paths = folders.flatMap { KnowledgeFolder.files(.dataModels, in: [$0]) }
    let named = paths.map { path -> (name: String, path: String) in
      guard let text = try? KnowledgeFolder.text(of: path) else { return (path, path) }
      if let name = text.bytes.withUnsafeBufferPointer({ ContentHeader($0) })?.name {
        return (name, path)
      }
      let model = try? KnowledgeFolder.read(text) { DataModelReader(reader: $0).read() }.first
      return (model?.name ?? path, path)
    }
    cache.withLock { $0.modelPaths = named }
    return named
  }
}
