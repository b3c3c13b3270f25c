import Content
import Diagnostics
import Foundation

/// Picks detections as `--only` says, wherever detections are named.
enum DetectionChoice {
  /// `tells`: writes what is wrong with the content to standard error.
  static func pick(
    _ only: [String], from content: ContentStore, tells: Bool = true
  ) throws -> [Detection] {
    let found = content.detections(matching: only.map { NamePattern($0) })
    for diagnostic in content.diagnostics where tells && diagnostic.severity == .error {
      StandardError.write(diagnostic.rendered())
    }
    guard !only.isEmpty else { return found.filter { $0.status != .deprecated } }
    guard found.isEmpty else { return found }
    let patterns = only.map { NamePattern($0) }
    if content.diagnostics(matching: patterns).contains(where: { $0.severity == .error }) {
      guard tells else { return [] }
      throw Failure.usage("what --only '\(only[0])' matches cannot be read")
    }
    let guess = NearMiss.find(only[0], among: content.detectionNames.map { $0.name })
    throw Failure.usage(
      "no detection matches --only '\(only[0])'"
        + (guess.map { "; did you mean '\($0)'?" } ?? ""))
  }

  /// The detection of a name, an id or a file; nil when the text is none of these.
  static func named(_ text: String, in content: ContentStore) throws -> Detection? {
    if text.hasSuffix(".yml") || text.hasSuffix(".yaml"),
      FileManager.default.fileExists(atPath: text)
    {
      let library = ContentLoader.load(folders: [text])
      if let error = library.diagnostics.first(where: { $0.severity == .error }) { throw error }
      return library.detections.first
    }
    let isName = content.detectionNames.contains {
      $0.name.lowercased() == text.lowercased() || $0.id == text.lowercased()
    }
    return isName ? content.detections(matching: [NamePattern(text)]).first : nil
  }
}
