extension AuditPolicy {
  /// What is recorded of a request: as the first rule that matches it says, else nothing.
  package func decision(for request: AuditRequest) -> Decision {
    guard let index = rules.firstIndex(where: { $0.matches(request) }) else {
      return Decision(
        level: .none, omitStages: omitStages, omitManagedFields: omitManagedFields, ruleIndex: nil)
    }
    return decision(ofRule: index)
  }

  /// What is recorded of the requests that a rule decides about.
  package func decision(ofRule index: Int) -> Decision {
    let rule = rules[index]
    return Decision(
      level: rule.level, omitStages: omitStages.union(rule.omitStages),
      omitManagedFields: rule.omitManagedFields ?? omitManagedFields, ruleIndex: index)
  }
}

extension AuditPolicy.Rule {
  /// Whether every list that the rule gives matches.
  package func matches(_ request: AuditRequest) -> Bool {
    if !users.isEmpty {
      guard let user = request.user, users.contains(user) else { return false }
    }
    if !userGroups.isEmpty {
      guard request.user != nil, request.groups.contains(where: { userGroups.contains($0) })
      else { return false }
    }
    if !verbs.isEmpty, !verbs.contains(request.verb) { return false }
    switch request.target {
    case .resource(let resource):
      guard !isAboutPaths else { return false }
      if !namespaces.isEmpty, !namespaces.contains(resource.namespace) { return false }
      return resources.isEmpty || resources.contains { $0.matches(resource) }
    case .path(let path):
      guard !isAboutResources else { return false }
      return nonResourceURLs.isEmpty || nonResourceURLs.contains { Self.matches(path, $0) }
    }
  }

  /// Whether requests for paths that are no resource never match.
  package var isAboutResources: Bool { !namespaces.isEmpty || !resources.isEmpty }

  /// Whether requests for resources never match. A rule that has both kinds is about resources.
  package var isAboutPaths: Bool { !isAboutResources && !nonResourceURLs.isEmpty }

  /// Whether a path is the one of the rule; a star at the end stands for anything.
  static func matches(_ path: String, _ pattern: String) -> Bool {
    if pattern == path || pattern == "*" { return true }
    guard pattern.hasSuffix("*") else { return false }
    let end = pattern.lastIndex { $0 != "*" }
    return path.hasPrefix(end.map { String(pattern[...$0]) } ?? "")
  }
}

extension AuditPolicy.GroupResources {
  package func matches(_ resource: AuditRequest.Resource) -> Bool {
    guard matches(group: resource.group, resource.resource, subresource: resource.subresource)
    else { return false }
    return resources.isEmpty || resourceNames.isEmpty || resourceNames.contains(resource.name)
  }

  /// Whether it speaks of this kind of resource, whatever the object's name.
  ///
  /// `pods` leaves the subresources of pods out, `pods/*` has them and the pods themselves.
  package func matches(group other: String, _ resource: String, subresource: String) -> Bool {
    guard group == other || group == "*" else { return false }
    if resources.isEmpty { return true }
    let whole = subresource.isEmpty ? resource : resource + "/" + subresource
    return resources.contains { pattern in
      pattern == whole || pattern == "*" || pattern == resource + "/*"
        || (!subresource.isEmpty && pattern == "*/" + subresource)
    }
  }
}
