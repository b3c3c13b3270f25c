/// The parts of a path, as text.
///
/// Foundation's own, `deletingLastPathComponent` of a text, stops the program for paths of one
/// character, such as `.`.
package enum PathText {
  /// The folder that a file or folder lies in; empty where the path does not say.
  ///
  /// `a/b/` → `a`, `b` → ``, `/b` → `/`, `/` → `/`
  package static func folder(of path: String) -> String {
    let trimmed = trimmed(path[...])
    guard let slash = trimmed.lastIndex(of: "/") else { return "" }
    return String(self.trimmed(trimmed[...slash]))
  }

  /// The last part: the name of the file or folder.
  ///
  /// `a/b/` → `b`, `/` → `/`
  package static func name(of path: String) -> String {
    let trimmed = trimmed(path[...])
    guard trimmed != "/", let slash = trimmed.lastIndex(of: "/") else { return String(trimmed) }
    return String(trimmed[trimmed.index(after: slash)...])
  }

  /// Without slashes at the end, but for the root.
  private static func trimmed(_ path: Substring) -> Substring {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
