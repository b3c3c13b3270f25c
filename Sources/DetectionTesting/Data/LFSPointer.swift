/// What Git leaves in place of a large file that was not fetched.
///
/// Source: the pointer format of Git LFS, version 1.
package struct LFSPointer: Sendable, Equatable {
  /// In hexadecimal digits.
  package let sha256: String
  /// Units: bytes.
  package let size: Int

  /// A pointer is never larger.
  package static let largest = 1024

  /// Nil when the text is no pointer.
  package init?(_ text: String) {
    guard text.utf8.count <= Self.largest,
      text.hasPrefix("version https://git-lfs.github.com/spec/")
    else { return nil }
    var values: [Substring: Substring] = [:]
    for line in text.split(separator: "\n") {
      guard let blank = line.firstIndex(of: " ") else { continue }
      values[line[..<blank]] = line[line.index(after: blank)...]
    }
    guard let object = values["oid"], object.hasPrefix("sha256:"),
      let size = values["size"].flatMap({ Int($0) })
    else { return nil }
    sha256 = String(object.dropFirst("sha256:".count))
    self.size = size
  }
}
