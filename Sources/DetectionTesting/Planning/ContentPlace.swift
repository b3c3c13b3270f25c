/// Where a content file stands in the layout of its repository.
package enum ContentPlace {
  /// The folder that has the file's `detections/`; without one, the folder of the file.
  package static func folder(of file: String) -> String {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    guard let place = parts.dropLast().lastIndex(of: "detections") else {
      return parts.count > 1 ? joined(parts.dropLast()) : "."
    }
    return place == 0 ? "." : joined(parts[..<place])
  }

  private static func joined(_ parts: ArraySlice<Substring>) -> String {
    let path = parts.joined(separator: "/")
    return path.isEmpty ? "/" : path
  }
}
