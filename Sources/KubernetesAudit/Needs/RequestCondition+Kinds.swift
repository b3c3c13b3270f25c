import QueryPlan

extension RequestCondition {
  /// The requests of a kind that can satisfy the condition; nil when none can.
  package func box(for kind: RequestKind) -> RequestBox? {
    guard self["verb"].contains(kind.verb) else { return nil }
    let isFailure = self["responseStatus.code"].texts == ["401"]
    var box = callers
    if isFailure {
      box.user = box.user.intersection(ValueSet([""]))
    } else if !self["responseStatus.code"].contains("401") {
      box.user = box.user.intersection(ValueSet(except: [""]))
    }
    switch kind.target {
    case .path:
      let objects = sets.filter { $0.field.hasPrefix("objectRef.") }
      guard objects.allSatisfy({ $0.set.contains("") }) else { return nil }
      box.path = path
    case .resource(let group, let name, let subresource, let isNamespaced):
      guard self["objectRef.subresource"].contains(subresource),
        fits("objectRef.resource", name), fits("objectRef.apiGroup", group), mayBeResource
      else { return nil }
      box.namespace = self["objectRef.namespace"].intersection(
        Self.namespaces(kind, name: name, isNamespaced))
      box.name = kind.hasNoName ? ValueSet([""]) : self["objectRef.name"]
      if ["get", "update", "patch", "delete"].contains(kind.verb) {
        box.name = box.name.intersection(ValueSet(except: [""]))
      }
    }
    return box.isEmpty ? nil : box
  }

  /// A resource that nobody named is any of those that the condition does not name.
  private func fits(_ field: String, _ value: String?) -> Bool {
    if let value { return self[field].contains(value) }
    guard let patterns = self[field].patterns else { return true }
    return patterns.contains { $0.contains("*") }
  }

  private static func namespaces(
    _ kind: RequestKind, name: String?, _ isNamespaced: Bool?
  ) -> ValueSet {
    guard let isNamespaced else { return .any }
    let isOfAll = ["list", "watch"].contains(kind.verb)
    // The path of a namespace reads like that of something in it.
    let isInNamespace =
      isNamespaced
      || (name == "namespaces" && !kind.hasNoName && !isOfAll && kind.verb != "deletecollection")
    guard isInNamespace else { return ValueSet([""]) }
    return isNamespaced && isOfAll ? .any : ValueSet(except: [""])
  }

  /// Paths without their queries; a pattern that only leaves queries out leaves nothing out.
  private var path: ValueSet {
    let uri = self["requestURI"]
    let out = ValueSet(except: uri.exceptions.filter { !$0.contains("?") })
    guard let patterns = uri.patterns else { return out }
    let paths = patterns.map { pattern in
      pattern.contains("?") ? String(pattern.prefix { $0 != "?" }) : pattern
    }
    return out.intersection(ValueSet(matching: paths))
  }

  /// Whether the request's address may be that of a resource.
  private var mayBeResource: Bool {
    guard let patterns = self["requestURI"].patterns else { return true }
    return patterns.contains { pattern in
      ["*", "/*", "/a*", "/api*", "/apis*"].contains(pattern) || pattern.hasPrefix("*")
        || pattern.hasPrefix("/api/v1/") || pattern.hasPrefix("/apis/")
    }
  }

  /// Whether an event of a stage can satisfy the condition.
  package func allows(_ stage: AuditStage) -> Bool { self["stage"].contains(stage.rawValue) }

  /// The resources that the condition speaks of.
  package var namedResources: [NamedResource] {
    guard let names = self["objectRef.resource"].texts else { return [] }
    let groups: [String?] = self["objectRef.apiGroup"].texts ?? [nil]
    let subresources = self["objectRef.subresource"].texts ?? [""]
    return names.filter { !$0.isEmpty }.flatMap { name in
      groups.flatMap { group in
        subresources.map { NamedResource(group: group, name: name, subresource: $0) }
      }
    }
  }
}
