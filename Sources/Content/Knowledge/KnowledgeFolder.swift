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
      // Most folders have none of these.
      let found = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
      for name in found where name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
        pathByName[name] = ContentFolder.join(place, name)
      }
    }
    return pathByName.sorted { $0.key < $1.key }.map { $0.value }
  }

  static func text(of path: String) throws(Diagnostic) -> SourceText {
    // Every search reads dozens of these, so not through `Data`.
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw ContentFolder.unreadable(path, String(cString: strerror(errno)))
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var isAtEnd = false
    while !isAtEnd {
      let room = 1 << 14
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        count = max(0, Foundation.read(file, buffer.baseAddress, room))
      }
      bytes = bytes.isEmpty ? chunk : bytes + chunk
      isAtEnd = chunk.count < room
    }
    return SourceText(name: path, bytes: bytes)
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
