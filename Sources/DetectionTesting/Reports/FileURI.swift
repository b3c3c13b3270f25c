/// Paths as reports write them.
package enum FileURI {
  /// The path relative to a folder when it is inside, with what a URI cannot hold as percent signs.
  package static func text(_ path: String, from folder: String) -> String {
    let relative = relative(path, to: folder)
    let encoded = encoded(relative)
    return relative.hasPrefix("/") ? "file://" + encoded : encoded
  }

  package static func relative(_ path: String, to folder: String) -> String {
    let root = folder.hasSuffix("/") ? folder : folder + "/"
    if path.hasPrefix(root) { return String(path.dropFirst(root.count)) }
    return path.hasPrefix("./") ? String(path.dropFirst(2)) : path
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
