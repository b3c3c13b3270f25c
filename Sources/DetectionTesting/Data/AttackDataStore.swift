import Diagnostics
import Foundation

/// Finds the files of attack data: in local mirrors, in a cache, or on the web.
package struct AttackDataStore: Sendable {
  /// Folders in the layout of `splunk/attack_data`; the first that has a file wins.
  package let mirrors: [String]
  /// Where downloads are kept.
  package let cache: String?
  /// Nil: nothing is downloaded.
  package let fetcher: (any AttackDataFetcher)?
  /// The digest of a file in hexadecimal digits, to check downloads of large files.
  package let sha256: (@Sendable (_ path: String) throws -> String)?

  package init(
    mirrors: [String] = [], cache: String? = nil, fetcher: (any AttackDataFetcher)? = nil,
    sha256: (@Sendable (_ path: String) throws -> String)? = nil
  ) {
    self.mirrors = mirrors
    self.cache = cache
    self.fetcher = fetcher
    self.sha256 = sha256
  }

  /// The file with the events that a test names.
  ///
  /// `folder`: that of the content, which relative paths start from.
  package func file(_ data: String, folder: String) throws(AttackDataError) -> String {
    let place = AttackDataPlace(data)
    if case .local(let path) = place { return try local(path, folder) }
    guard let below = place.mirrorPath else {
      throw AttackDataError("\(data) leads out of the folder of attack data")
    }
    var pointer: LFSPointer?
    for root in mirrors + (cache.map { [$0] } ?? []) {
      let path = Self.join(root, below)
      guard Self.isFile(path) else { continue }
      guard let found = Self.pointer(at: path) else { return path }
      pointer = pointer ?? found
    }
    return try download(data, below, pointer)
  }

  private func local(_ path: String, _ folder: String) throws(AttackDataError) -> String {
    let candidates = path.hasPrefix("/") ? [path] : [Self.join(folder, path), path]
    guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw AttackDataError(
        "no file at \(candidates[0]); paths are relative to the content's folder")
    }
    if let pointer = Self.pointer(at: found) { throw Self.onlyPointer(found, pointer) }
    return found
  }

  private func download(
    _ url: String, _ below: String, _ pointer: LFSPointer?
  ) throws(AttackDataError) -> String {
    guard let fetcher, let cache else {
      if let pointer, let root = mirrors.first {
        throw Self.onlyPointer(Self.join(root, below), pointer)
      }
      let looked = (mirrors + (self.cache.map { [$0] } ?? [])).map { Self.join($0, below) }
      throw AttackDataError(
        (looked.isEmpty ? "\(url) is not here" : "no file at " + looked.joined(separator: ", "))
          + "; name a local copy with --attack-data, or a folder to download into "
          + "with --attack-data-cache")
    }
    let path = Self.join(cache, below)
    // Tests over other events may want the same file at the same time.
    let partial = path + ".part-\(UUID().uuidString)"
    do {
      try FileManager.default.createDirectory(
        atPath: PathText.folder(of: path), withIntermediateDirectories: true)
      try fetcher.fetch(url, to: partial)
      try check(partial, url, pointer)
      if FileManager.default.fileExists(atPath: path) {
        try FileManager.default.removeItem(atPath: path)
      }
      try FileManager.default.moveItem(atPath: partial, toPath: path)
    } catch let error as AttackDataError {
      try? FileManager.default.removeItem(atPath: partial)
      throw error
    } catch {
      try? FileManager.default.removeItem(atPath: partial)
      throw AttackDataError("cannot download \(url): \(error)")
    }
    return path
  }

  /// Errors: what came is a pointer, is empty, or is not what the mirror's pointer says.
  private func check(_ path: String, _ url: String, _ pointer: LFSPointer?) throws {
    if let found = Self.pointer(at: path) {
      throw AttackDataError("\(url) gives a pointer to \(found.size) bytes, not the data")
    }
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    guard size > 0 else { throw AttackDataError("\(url) is empty") }
    guard let pointer else { return }
    guard size == pointer.size else {
      throw AttackDataError(
        "\(url) has \(size) bytes where the mirror's pointer says \(pointer.size)")
    }
    guard let sha256 else { return }
    let digest = try sha256(path)
    guard digest == pointer.sha256 else {
      throw AttackDataError("\(url) has the SHA-256 \(digest), expected \(pointer.sha256)")
    }
  }

  private static func onlyPointer(_ path: String, _ pointer: LFSPointer) -> AttackDataError {
    AttackDataError(
      "\(path) is a Git LFS pointer to \(pointer.size) bytes, not the data; run `git lfs pull`")
  }

  private static func pointer(at path: String) -> LFSPointer? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    guard let head = try? handle.read(upToCount: LFSPointer.largest + 1) else { return nil }
    return LFSPointer(String(decoding: head, as: UTF8.self))
  }

  private static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}
