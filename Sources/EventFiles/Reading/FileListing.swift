import Execution
import Foundation

/// The files that paths stand for.
struct FileListing {
  enum Kind {
    case regular(size: Int)
    /// A pipe, a terminal, standard input: read once, from front to back.
    case stream
  }

  struct Entry {
    let path: String
    let kind: Kind
  }

  static let standardInput = "-"

  private(set) var entries: [Entry] = []
  private(set) var unreadable: [ScanReport.Problem] = []
  private var visitedFolders: Set<[UInt64]> = []

  init(_ paths: [String]) {
    for path in paths { add(path) }
  }

  private mutating func add(_ path: String) {
    guard path != Self.standardInput else {
      entries.append(Entry(path: path, kind: .stream))
      return
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      refuse(path, String(cString: strerror(errno)))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: entries.append(Entry(path: path, kind: .regular(size: Int(status.st_size))))
    case S_IFDIR: addFolder(path, identity: [UInt64(status.st_dev), UInt64(status.st_ino)])
    case S_IFSOCK, S_IFBLK: refuse(path, "neither a file nor a pipe")
    default: entries.append(Entry(path: path, kind: .stream))
    }
  }

  /// In order of name; a link back to a folder that is being listed adds nothing.
  private mutating func addFolder(_ path: String, identity: [UInt64]) {
    guard visitedFolders.insert(identity).inserted else { return }
    defer { visitedFolders.remove(identity) }
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
      for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
        add(path.hasSuffix("/") ? path + name : path + "/" + name)
      }
    } catch {
      refuse(path, "the folder cannot be listed: \(error.localizedDescription)")
    }
  }

  private mutating func refuse(_ path: String, _ reason: String) {
    unreadable.append(ScanReport.Problem(file: path, line: nil, reason: reason))
  }
}
