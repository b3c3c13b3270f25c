/// A kind of object that an API server has, with the requests that it answers.
///
/// Source: the Kubernetes API reference, versions 1.20 to 1.36, and the definitions of the
/// extensions named in the table.
package struct APIResource: Sendable, Equatable {
  /// Empty for the core group.
  package let group: String
  package let name: String
  package let isNamespaced: Bool
  package let verbs: [String]
  /// By name, with the verbs that each answers.
  package let subresources: [(name: String, verbs: [String])]

  package static func == (left: APIResource, right: APIResource) -> Bool {
    left.group == right.group && left.name == right.name
  }

  /// What an ordinary object answers.
  package static let allVerbs = [
    "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection",
  ]

  private static let shorthands: [Substring: [String]] = [
    "all": allVerbs,
    "create": ["create"],
    "read": ["get", "list"],
    "status": ["get", "update", "patch"],
    "scale": ["get", "update", "patch"],
    "connect": ["get", "create"],
    "proxy": ["get", "create", "update", "patch", "delete"],
    "get": ["get"],
    "update": ["update"],
    "change": ["get", "update", "patch"],
    "owned": ["get", "list", "watch", "create", "delete"],
  ]

  /// Reads a line of the table: `group name namespaced verbs subresource=verbs …`, where `-` is the
  /// core group and the verbs are a shorthand.
  init?(line: Substring) {
    let words = line.split(separator: " ")
    guard words.count >= 4, let verbs = Self.shorthands[words[3]] else { return nil }
    group = words[0] == "-" ? "" : String(words[0])
    name = String(words[1])
    isNamespaced = words[2] == "ns"
    self.verbs = verbs
    subresources = words[4...].compactMap { word in
      let pair = word.split(separator: "=")
      guard pair.count == 2, let verbs = Self.shorthands[pair[1]] else { return nil }
      return (String(pair[0]), verbs)
    }
  }
}
