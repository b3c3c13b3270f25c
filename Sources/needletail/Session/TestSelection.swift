import Content
import DetectionTesting
import Foundation

/// The detections that `test` is asked for, and the content that they stand in.
struct TestSelection {
  private struct Place {
    /// Absolute.
    let path: String
    let isFolder: Bool
    /// The content folder that it is or stands in; nil for a file beside any layout.
    let root: String?
  }

  private let places: [Place]

  /// Errors: a path that is not there.
  init(_ paths: [String]) throws {
    places = try paths.map { path in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Failure.world("no file or folder at \(path)")
      }
      let whole = Self.absolute(path)
      let isLayout =
        isFolder.boolValue
        && FileManager.default.fileExists(atPath: whole + "/detections")
      let root: String? =
        isLayout
        ? path
        : whole.contains("/detections/") || whole.hasSuffix("/detections")
          ? ContentPlace.folder(of: whole + "/.") : nil
      return Place(path: whole, isFolder: isFolder.boolValue, root: root)
    }
  }

  /// The named content and that of the paths; a file beside any layout stands on the pack.
  func contentFolders(_ named: [String]) throws -> [String] {
    guard !places.isEmpty else { return named }
    var folders = named
    let loose = places.filter { $0.root == nil }.map { $0.path }
    let roots = places.compactMap { $0.root }
    if folders.isEmpty, roots.isEmpty { folders.append(try Session.shippedPack()) }
    for folder in roots + loose where !folders.contains(folder) { folders.append(folder) }
    return folders
  }

  /// Ordering: as the content's.
  func detections(_ only: [String], from content: ContentStore) throws -> [Detection] {
    let picked = try DetectionChoice.pick(only, from: content)
    guard !places.isEmpty else { return picked }
    let found = picked.filter { detection in
      let file = Self.absolute(detection.file)
      return places.contains { place in
        file == place.path || place.isFolder && file.hasPrefix(place.path + "/")
      }
    }
    guard found.isEmpty else { return found }
    throw Failure.usage(
      "no detection to test in " + places.map { $0.path }.joined(separator: ", "))
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
