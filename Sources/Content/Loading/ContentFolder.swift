import Diagnostics
import Foundation

/// Finds the content files of a folder.
struct ContentFolder {
  struct Entry {
    let path: String
    /// Nil when the file's keys decide.
    let kind: ContentKind?
    /// True beside the folders of a layout, where a project keeps other settings too.
    var isBesideLayout = false
  }

  private(set) var entries: [Entry] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Real paths of the folders seen, so that a link to a parent ends.
  private var visited: Set<String> = []

  /// Shape: files whose folder tells their kind are left out unless that is one of `kinds`; files
  /// of unknown kind are there with `loose`, and then so is what is wrong with the folder itself.
  /// Ordering: by path, known kinds first.
  init(
    _ path: String, kinds: Set<ContentKind> = Set(ContentKind.allCases), loose: Bool = true
  ) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      if loose { diagnostics.append(Self.unreadable(path, "there is no such file or folder")) }
      return
    }
    guard isFolder.boolValue else {
      if loose { entries.append(Entry(path: path, kind: nil)) }
      return
    }
    let names = names(in: path)
    if !loose { diagnostics = [] }
    let known = names.compactMap { name in
      ContentKind(folder: name).map { (name, $0) }
    }.filter { Self.isFolder(Self.join(path, $0.0)) }
    guard known.isEmpty else {
      for (name, kind) in known where kinds.contains(kind) {
        walk(Self.join(path, name), kind: kind)
      }
      for name in names where loose && Self.isContent(name) {
        entries.append(Entry(path: Self.join(path, name), kind: nil, isBesideLayout: true))
      }
      return
    }
    // Declared files are found by those who need them.
    guard !names.contains(where: { KnowledgeKind(rawValue: $0) != nil }) else { return }
    let own = URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
    let kind = ContentKind(folder: own)
    if kind.map(kinds.contains) ?? loose { walk(path, kind: kind) }
  }

  private mutating func walk(_ folder: String, kind: ContentKind?) {
    guard visited.insert(URL(fileURLWithPath: folder).resolvingSymlinksInPath().path).inserted
    else { return }
    for name in names(in: folder) {
      let path = Self.join(folder, name)
      if Self.isContent(name) {
        guard !Self.isDevice(path) else {
          diagnostics.append(Self.unreadable(path, "it is no regular file"))
          continue
        }
        entries.append(Entry(path: path, kind: kind))
      } else if Self.isFolder(path) {
        walk(path, kind: kind)
      }
    }
  }

  private mutating func names(in folder: String) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      diagnostics.append(Self.unreadable(folder, "the folder cannot be listed: \(error)"))
      return []
    }
  }

  private static func isContent(_ name: String) -> Bool {
    (name.hasSuffix(".yml") || name.hasSuffix(".yaml")) && name != ProjectFile.fileName
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// A pipe or the like, which reading would wait for.
  private static func isDevice(_ path: String) -> Bool {
    var information = stat()
    guard stat(path, &information) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(information.st_mode & S_IFMT)
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  static func unreadable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .unreadableFile, "cannot read content from `\(path)`",
      at: SourceText(name: path, text: "").wholeSpan,
      label: reason,
      help: "check the path and its permissions")
  }
}
