/// Requests that differ in nothing but who sends them, where, and for which object.
package struct RequestKind: Sendable, Hashable {
  package enum Target: Sendable, Hashable {
    /// Group and name are nil for a resource that nobody named: one of some extension.
    case resource(group: String?, name: String?, subresource: String, isNamespaced: Bool?)
    /// Paths that are no resource: `/healthz`.
    case path
  }

  package let verb: String
  package let target: Target

  package init(verb: String, target: Target) {
    self.verb = verb
    self.target = target
  }

  /// The verbs of requests for paths.
  static let pathVerbs = ["get", "head", "post", "put", "patch", "delete", "options"]

  /// Every kind of request, with the resources that are known and one that stands for all others.
  ///
  /// `naming`: resources that a search or a policy speaks of, so that they are there by their own
  /// names; the group is nil where it is not said.
  package static func all(naming others: [NamedResource] = []) -> [RequestKind] {
    var kinds = pathVerbs.map { RequestKind(verb: $0, target: .path) }
    for resource in APIResource.known { kinds += Self.kinds(of: resource) }
    let known = Set(APIResource.known.map { $0.name })
    var seen: Set<NamedResource> = []
    for other in others where seen.insert(other).inserted {
      let isKnown =
        other.group.map { group in
          APIResource.known.contains { $0.name == other.name && $0.group == group }
        } ?? known.contains(other.name)
      if isKnown, other.subresource.isEmpty { continue }
      if isKnown, Self.hasKnownSubresource(other) { continue }
      kinds += APIResource.allVerbs.map { verb in
        RequestKind(
          verb: verb,
          target: .resource(
            group: other.group, name: other.name, subresource: other.subresource, isNamespaced: nil)
        )
      }
    }
    for subresource in ["", "status", "scale"] {
      let verbs = subresource.isEmpty ? APIResource.allVerbs : ["get", "update", "patch"]
      kinds += verbs.map { verb in
        RequestKind(
          verb: verb,
          target: .resource(group: nil, name: nil, subresource: subresource, isNamespaced: nil))
      }
    }
    return kinds
  }

  private static func hasKnownSubresource(_ named: NamedResource) -> Bool {
    APIResource.known.contains { resource in
      resource.name == named.name && (named.group.map { $0 == resource.group } ?? true)
        && resource.subresources.contains { $0.name == named.subresource }
    }
  }

  private static func kinds(of resource: APIResource) -> [RequestKind] {
    func kinds(_ verbs: [String], _ subresource: String) -> [RequestKind] {
      verbs.map { verb in
        RequestKind(
          verb: verb,
          target: .resource(
            group: resource.group, name: resource.name, subresource: subresource,
            isNamespaced: resource.isNamespaced))
      }
    }
    return resource.subresources.reduce(kinds(resource.verbs, "")) {
      $0 + kinds($1.verbs, $1.name)
    }
  }
}

/// A resource that a search or a policy speaks of.
package struct NamedResource: Sendable, Hashable {
  package let group: String?
  package let name: String
  package let subresource: String

  package init(group: String?, name: String, subresource: String = "") {
    self.group = group
    self.name = name
    self.subresource = subresource
  }
}

extension RequestKind {
  package var subresource: String {
    switch target {
    case .resource(_, _, let subresource, _): subresource
    case .path: ""
    }
  }

  /// Whether the answer's head is recorded on its own, while the request stays open.
  package var isLongRunning: Bool {
    verb == "watch" || Self.connections.contains(subresource) || subresource == "log"
  }

  private static let connections: Set<String> = ["exec", "attach", "portforward", "proxy"]

  /// Whether a request has no body that could be recorded, whatever the level.
  package var hasNoRequestBody: Bool {
    switch target {
    case .path: true
    case .resource: ["get", "list", "watch"].contains(verb) || isLongRunning
    }
  }

  package var hasNoResponseBody: Bool {
    switch target {
    case .path: true
    case .resource: isLongRunning
    }
  }

  /// Whether the bodies are of a kind of their own, and not the object itself.
  package var hasBodyOfItsOwn: Bool {
    ["binding", "eviction", "token", "scale"].contains(subresource)
  }

  /// Whether the request's path has no name, so that `resourceNames` never match it.
  package var hasNoName: Bool { verb == "create" && subresource.isEmpty }

  /// What the request is for, in words: `pods/exec`.
  package var targetPhrase: String {
    switch target {
    case .path: return "paths"
    case .resource(let group, let name, let subresource, _):
      let tail = subresource.isEmpty ? "" : "/" + subresource
      guard let name else { return "other resources" + tail }
      let dot = group.map { $0.isEmpty ? "" : "." + $0 } ?? ""
      return name + dot + tail
    }
  }
}
