/// When files were last written, to tell what has changed since.
///
/// Shape: by absolute path.
package struct FileStamps: Sendable, Equatable {
  package struct Stamp: Sendable, Equatable {
    /// Units: seconds since 1970.
    package let modified: Double
    package let size: Int

    package init(modified: Double, size: Int) {
      self.modified = modified
      self.size = size
    }
  }

  package let stamps: [String: Stamp]

  package init(_ stamps: [String: Stamp]) { self.stamps = stamps }

  /// The files that are new, gone or different.
  package func changed(since earlier: FileStamps) -> Set<String> {
    var changed = Set(earlier.stamps.keys.filter { stamps[$0] == nil })
    for (path, stamp) in stamps where earlier.stamps[path] != stamp { changed.insert(path) }
    return changed
  }
}
