import Content
import Diagnostics
import Foundation

enum Samples {
  /// A minimal detection around the lines that a test is about.
  static func detection(
    name: String = "Pod Shell", id: String = "11111111-2222-3333-4444-555555555555",
    type: String = "Anomaly", search: String = "search: index=audit verb=create",
    rest: String = "tags:\n  analytic_story: [Test Story]\n"
  ) -> String {
    """
    name: \(name)
    id: \(id)
    version: 3
    date: '2026-01-02'
    author: A Person
    status: production
    type: \(type)
    description: Finds a shell.
    \(search)
    \(rest)
    """
  }

  static func load(_ texts: (String, String)...) -> ContentLibrary {
    ContentLoader.load(texts.map { (SourceText(name: $0.0, text: $0.1), nil) })
  }

  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The package's neighbour with the real content; nil where it is absent.
  static func shared(_ path: String) -> String? {
    let found = URL(fileURLWithPath: repository).deletingLastPathComponent()
      .appendingPathComponent("shared/data/" + path).path
    return FileManager.default.fileExists(atPath: found) ? found : nil
  }

  /// Writes files into a folder that is removed afterwards.
  static func withFolder<Result>(
    _ files: [String: String], _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("content-tests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try body(folder.path)
  }
}

extension ContentLibrary {
  /// `code line:column` of each diagnostic.
  var places: [String] {
    diagnostics.map { diagnostic in
      guard let place = diagnostic.span?.position else { return diagnostic.code.rawValue }
      return "\(diagnostic.code.rawValue) \(place.line):\(place.column)"
    }
  }
}
