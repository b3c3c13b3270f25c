/// Finds the content that ships with the program.
package enum ContentPack {
  /// Names a folder to use instead.
  package static let environmentVariable = "NEEDLETAIL_CONTENT"
  /// The pack's folder in a repository and in an installation.
  package static let folderName = "Content"

  /// The folder of the pack, or nil when it is nowhere.
  ///
  /// In this order: the explicit path, the environment's, `../share/needletail/Content` beside the
  /// executable's folder, and the `Content` of the first folder above the executable that is a
  /// source tree (it has a `Package.swift`). The first two hold even when nothing is there, so
  /// that a misspelt path is reported by whoever reads it, not passed over.
  /// Shape: `executable` is absolute and free of links.
  package static func find(
    explicit: String?, environment: [String: String], executable: String,
    exists: (String) -> Bool
  ) -> String? {
    if let explicit { return explicit }
    if let named = environment[environmentVariable], !named.isEmpty { return named }
    let folder = parent(of: executable)
    let installed = parent(of: folder) + "/share/needletail/" + folderName
    if exists(installed) { return installed }
    return sourceTree(above: folder, exists: exists)
  }

  private static func sourceTree(above folder: String, exists: (String) -> Bool) -> String? {
    var folder = folder
    while true {
      let content = folder + "/" + folderName
      if exists(folder + "/Package.swift"), exists(content) { return content }
      guard !folder.isEmpty else { return nil }
      folder = parent(of: folder)
    }
  }

  /// Shape: the root is the empty text.
  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }
}
