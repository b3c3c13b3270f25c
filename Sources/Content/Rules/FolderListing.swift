import Foundation

/// The files below a folder.
enum FolderListing {
  /// Ordering: by path.
  static func files(in folder: String, type: String) -> [String] {
    guard let names = FileManager.default.enumerator(atPath: folder) else { return [] }
    var paths: [String] = []
    for case let name as String in names where (name as NSString).pathExtension == type {
      paths.append(folder + "/" + name)
    }
    return paths.sorted()
  }
}
