import Diagnostics
import Foundation

/// A content file with its YAML, which loading alone throws away.
struct ParsedFile: Sendable {
  let loaded: LoadedFile
  let document: YAMLDocument?

  static func load(_ entry: ContentFolder.Entry) -> ParsedFile {
    guard let data = FileManager.default.contents(atPath: entry.path) else {
      return ParsedFile(loaded: LoadedFile.load(entry), document: nil)
    }
    return ParsedFile(SourceText(name: entry.path, bytes: Array(data)), kind: entry.kind)
  }

  init(_ source: SourceText, kind: ContentKind?) {
    (loaded, document) = LoadedFile.parse(source, kind: kind)
  }

  private init(loaded: LoadedFile, document: YAMLDocument?) {
    self.loaded = loaded
    self.document = document
  }

  /// What the rules look at; nil for a file that is no content.
  func checked(older: DetectionShape) -> CheckedFile? {
    guard let document, let kind = loaded.file.kind else { return nil }
    guard case .mapping = document.root.value else { return nil }
    return CheckedFile(
      source: document.source, kind: kind, root: document.root, item: loaded.item,
      shape: shape(document.root, older: older))
  }

  private func shape(_ root: YAMLNode, older: DetectionShape) -> DetectionShape {
    switch loaded.item {
    case .detection(let detection): return detection.shape
    case .baseline, .macro, .lookup, .story, .dataSource, .deployment, nil:
      return ContentGeneration.shape(of: root, older: older)
    }
  }
}
