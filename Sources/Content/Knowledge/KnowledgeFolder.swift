import Diagnostics
import Foundation

/// The kinds of declared files that say how events are seen, each in a folder of its own.
enum KnowledgeKind: String, CaseIterable {
  case sourcetypes
  case eventtypes
  case dataModels = "data_models"
}

/// Finds the files of one kind.
enum KnowledgeFolder {
  /// The files of some content folders; a later folder's file hides one of the same name.
  ///
  /// Ordering: by file name.
  static func files(_ kind: KnowledgeKind, in folders: [String]) -> [String] {
    var pathByName: [String: String] = [:]
    for folder in folders {
      let place = ContentFolder.join(folder, kind.rawValue)
      let found = FileManager.default.enumerator(atPath: place)?.compactMap { $0 as? String } ?? []
      for name in found where name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
        pathByName[name] = ContentFolder.join(place, name)
      }
    }
    return pathByName.sorted { $0.key < $1.key }.map { $0.value }
  }

  static func text(of path: String) throws(Diagnostic) -> SourceText {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      return SourceText(name: path, bytes: Array(data))
    } catch {
      throw ContentFolder.unreadable(path, error.localizedDescription)
    }
  }

  /// The mappings of a file that holds one, or a list of them.
  ///
  /// Errors: the first thing that is wrong, unless it is only worth a warning.
  static func read<Item>(
    _ source: SourceText, _ item: (MappingReader) -> Item?
  ) throws(Diagnostic) -> [Item] {
    let document = try YAMLDocument(source)
    let report = ContentReport()
    var readers: [MappingReader] = []
    if case .sequence(let nodes) = document.root.value {
      for (index, node) in nodes.enumerated() {
        guard case .mapping(let pairs) = node.value else {
          report.add(
            Diagnostic(
              .wrongType, "`[\(index)]` must be a mapping",
              at: MappingReader.span(of: node, in: source), label: "this is \(node.kind)"))
          continue
        }
        readers.append(
          MappingReader(
            source: source, path: "[\(index)]", pairs: pairs, offset: node.offset, report: report))
      }
    } else if let reader = MappingReader(document, report: report) {
      readers = [reader]
    }
    let items = readers.compactMap { item($0) }
    if let error = report.diagnostics.first(where: { $0.severity == .error }) { throw error }
    return items
  }
}
