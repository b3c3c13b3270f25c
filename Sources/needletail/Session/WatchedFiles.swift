import DetectionTesting
import Foundation

/// Looks at the files of folders again and again.
struct WatchedFiles {
  let folders: [String]

  /// How often files are looked at. Units: seconds.
  static let pause = 0.4

  /// The state of every file now; hidden ones left out.
  func stamps() -> FileStamps {
    var stamps: [String: FileStamps.Stamp] = [:]
    for folder in folders { add(folder, to: &stamps) }
    return FileStamps(stamps)
  }

  private func add(_ path: String, to stamps: inout [String: FileStamps.Stamp]) {
    let root = URL(fileURLWithPath: ChangedFiles.normal(path))
    let keys: Set<URLResourceKey> = [.contentModificationDateKey, .fileSizeKey, .isRegularFileKey]
    if let stamp = stamp(root, keys) { stamps[root.path] = stamp }
    guard
      let walk = FileManager.default.enumerator(
        at: root, includingPropertiesForKeys: Array(keys), options: .skipsHiddenFiles)
    else { return }
    for case let file as URL in walk {
      if let stamp = stamp(file, keys) { stamps[ChangedFiles.normal(file.path)] = stamp }
    }
  }

  private func stamp(_ file: URL, _ keys: Set<URLResourceKey>) -> FileStamps.Stamp? {
    guard let values = try? file.resourceValues(forKeys: keys), values.isRegularFile == true,
      let date = values.contentModificationDate
    else { return nil }
    return FileStamps.Stamp(modified: date.timeIntervalSince1970, size: values.fileSize ?? 0)
  }
}
