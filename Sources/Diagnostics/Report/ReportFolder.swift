/// The folder that paths in reports start at: for code hosts, the root of the repository.
package struct ReportFolder: Sendable, Equatable {
  private let root: String
  private let current: String

  /// Both absolute; `current` is what relative paths are relative to, without it the root.
  package init(_ root: String, current: String? = nil) {
    self.root = Self.normal(root)
    self.current = current ?? root
  }

  /// The path from the folder on when it lies in there, else from the root of the machine on.
  package func path(_ path: String) -> String {
    let whole = Self.normal(path.hasPrefix("/") ? path : current + "/" + path)
    let prefix = root == "/" ? root : root + "/"
    return whole.hasPrefix(prefix) ? String(whole.dropFirst(prefix.count)) : whole
  }

  /// The path as a URI reference; one that lies elsewhere names its scheme.
  package func uri(_ path: String) -> String { Self.uri(reported: self.path(path)) }

  /// The same of what `path(_:)` gave.
  ///
  /// Source: RFC 3986: what is not unreserved is percent-encoded.
  package static func uri(reported path: String) -> String {
    (path.hasPrefix("/") ? "file://" : "") + encoded(path)
  }

  /// Without `.`, `..` and doubled slashes.
  private static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func encoded(_ path: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    let digits = Array("0123456789ABCDEF")
    return path.utf8.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
  }
}
