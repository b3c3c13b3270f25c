/// What a policy looks at in one request.
package struct AuditRequest: Sendable, Equatable {
  package enum Target: Sendable, Equatable {
    case resource(Resource)
    /// A path that is no resource, without its query: `/healthz`.
    case path(String)
  }

  package struct Resource: Sendable, Equatable {
    /// Empty for the core group.
    package var group: String
    package var resource: String
    package var subresource: String
    /// Empty for resources that belong to none, and for all namespaces at once.
    package var namespace: String
    /// The name in the request's path; empty for a creation, a list and a watch of all.
    package var name: String

    package init(
      group: String = "", resource: String, subresource: String = "", namespace: String = "",
      name: String = ""
    ) {
      self.group = group
      self.resource = resource
      self.subresource = subresource
      self.namespace = namespace
      self.name = name
    }
  }

  package var verb: String
  /// Nil when nobody was authenticated.
  package var user: String?
  package var groups: [String]
  package var target: Target

  package init(verb: String, user: String?, groups: [String] = [], target: Target) {
    self.verb = verb
    self.user = user
    self.groups = groups
    self.target = target
  }
}
