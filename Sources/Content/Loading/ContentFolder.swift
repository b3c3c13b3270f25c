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

  /// Ordering: by path.
  init(_ path: String) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      diagnostics.append(Self.unreadable(path, "there is no such file or folder"))
      return
    }
    guard isFolder.boolValue else {
      entries.append(Entry(path: path, kind: nil))
      return
    }
    let known = names(in: path).compactMap { name in
      ContentKind(folder: name).map { (name, $0) }
    }.filter { Self.isFolder(Self.join(path, $0.0)) }
    for (name, kind) in known { walk(Self.join(path, name), kind: kind) }
    guard known.isEmpty else {
      for name in names(in: path) where Self.isContent(name) {
        entries.append(Entry(path: Self.join(path, name), kind: nil, isBesideLayout: true))
      }
      return
    }
    let own = URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
    walk(path, kind: ContentKind(folder: own))
  }

  private mutating func walk(_ folder: String, kind: ContentKind?) {
    guard visited.insert(URL(fileURLWithPath: folder).resolvingSymlinksInPath().path).inserted
    else { return }
    for name in names(in: folder) {
      let path = Self.join(folder, name)
      if Self.isContent(name) {
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

  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  static func unreadable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .unreadableFile, "cannot read content from `\(path)`", at: nil, label: reason,
      help: "check the path and its permissions")
  }
}
