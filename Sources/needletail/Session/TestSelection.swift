import Content
import DetectionTesting
import Diagnostics
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
    for folder in roots + loose
    where !folders.contains(where: { Self.absolute($0) == Self.absolute(folder) }) {
      folders.append(folder)
    }
    return folders
  }

  /// Ordering: as the content's.
  /// Errors: there is none, and no file with a mistake that could be one.
  func detections(_ only: [String], from content: ContentStore) throws -> [Detection] {
    let picked = try DetectionChoice.pick(only, from: content, tells: false)
    guard !places.isEmpty else { return picked }
    let found = picked.filter { holds($0.file) }
    guard found.isEmpty, problems(only, in: content).isEmpty else { return found }
    throw Failure.usage(
      "no detection to test in " + places.map { $0.path }.joined(separator: ", "))
  }

  /// What is wrong with the files that were asked for.
  func problems(_ only: [String], in content: ContentStore) -> [Diagnostic] {
    content.diagnostics(matching: only.map { NamePattern($0) }).filter { diagnostic in
      guard diagnostic.severity == .error else { return false }
      guard !places.isEmpty, let span = diagnostic.span else { return true }
      return holds(span.root.span.source.name)
    }
  }

  private func holds(_ path: String) -> Bool {
    let file = Self.absolute(path)
    return places.contains { place in
      file == place.path || place.isFolder && file.hasPrefix(place.path + "/")
    }
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
