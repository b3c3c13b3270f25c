import Diagnostics
import Foundation

/// The repository that a path belongs to.
package enum RepositoryRoot {
  private static let marks = ["detections", "macros", "stories", "data_sources", "lookups"]

  /// The nearest folder, from the path up, that holds one of the folders of a content repository;
  /// nil when there is none.
  ///
  /// Shape: written like `path`, without a slash at the end.
  package static func find(above path: String) -> String? {
    var folder = path
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    if isRepository(folder) { return folder }
    while true {
      let parent = PathText.folder(of: folder)
      if parent.isEmpty { return around() }
      if isRepository(parent) { return parent }
      guard parent != folder, parent != "/" else { return nil }
      folder = parent
    }
  }

  /// The same from the folder on that the program was started in.
  private static func around() -> String? {
    if isRepository(".") { return "." }
    let depth = FileManager.default.currentDirectoryPath.split(separator: "/").count
    return (1..<max(depth, 1)).lazy
      .map { Array(repeating: "..", count: $0).joined(separator: "/") }
      .first { isRepository($0) }
  }

  private static func isRepository(_ folder: String) -> Bool {
    marks.contains { mark in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(
        atPath: folder + "/" + mark, isDirectory: &isFolder) && isFolder.boolValue
    }
  }
}
