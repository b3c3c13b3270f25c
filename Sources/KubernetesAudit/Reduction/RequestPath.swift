/// The name that stands in the address of a request for a resource.
///
/// Source: the Kubernetes documentation of API concepts, "resource URIs".
enum RequestPath {
  /// What an address names: the whole path, and the object when it is one of a resource.
  struct Parts {
    /// Without the query, percent-encoding undone.
    let path: String
    /// Nil when the path is none of a resource; empty when it names no object.
    let name: String?
  }

  private static let namespaceParts: Set<String> = ["status", "finalize"]

  static func parts(of uri: String) -> Parts {
    let path = decoded(uri.prefix { $0 != "?" })
    var segments = path.split(separator: "/").map(String.init)
    guard let first = segments.first else { return Parts(path: path, name: nil) }
    // `/api/VERSION/…` and `/apis/GROUP/VERSION/…`
    let head = first == "api" ? 2 : first == "apis" ? 3 : nil
    guard let head, segments.count > head else { return Parts(path: path, name: nil) }
    segments.removeFirst(head)
    if ["watch", "proxy"].contains(segments.first), segments.count > 1 { segments.removeFirst() }
    if segments.first == "namespaces", segments.count > 2,
      !namespaceParts.contains(segments[2])
    {
      segments.removeFirst(2)
    }
    return Parts(path: path, name: segments.count > 1 ? segments[1] : "")
  }

  private static func decoded(_ text: Substring) -> String {
    guard text.contains("%") else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
