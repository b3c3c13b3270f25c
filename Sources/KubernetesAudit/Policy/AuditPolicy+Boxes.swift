extension AuditPolicy {
  /// What each rule decides of a set of requests.
  ///
  /// Ordering: by rule; what no rule matches comes last, with nil.
  package func decisions(
    for kind: RequestKind, in box: RequestBox
  ) -> [(rule: Int?, box: RequestBox)] {
    var found: [(rule: Int?, box: RequestBox)] = []
    var rest = box.isEmpty ? [] : [box]
    for (index, rule) in rules.enumerated() where !rest.isEmpty {
      guard let matched = rule.box(for: kind) else { continue }
      var left: [RequestBox] = []
      for box in rest {
        let common = box.intersection(matched)
        if common.isEmpty {
          left.append(box)
        } else {
          found.append((index, common))
          left += box.subtracting(matched)
        }
      }
      rest = left
    }
    return found + rest.map { (nil, $0) }
  }
}

extension AuditPolicy.Rule {
  /// The requests of a kind that the rule matches; nil when there are none.
  fileprivate func box(for kind: RequestKind) -> RequestBox? {
    if !verbs.isEmpty, !verbs.contains(kind.verb) { return nil }
    var box = RequestBox()
    if !users.isEmpty { box.user = Self.exact(users) }
    if !userGroups.isEmpty {
      box.groups = [Set(userGroups)]
      box.user = box.user.intersection(ValueSet(except: [""]))
    }
    switch kind.target {
    case .path:
      guard !isAboutResources else { return nil }
      if !nonResourceURLs.isEmpty { box.path = ValueSet(matching: nonResourceURLs) }
    case .resource(let group, let name, let subresource, _):
      guard !isAboutPaths else { return nil }
      if !namespaces.isEmpty { box.namespace = Self.exact(namespaces) }
      guard !resources.isEmpty else { return box }
      let matching = resources.filter {
        $0.matches(group: group ?? "?", name ?? "?", subresource: subresource)
      }
      guard !matching.isEmpty else { return nil }
      if matching.allSatisfy({ !$0.resourceNames.isEmpty && !$0.resources.isEmpty }) {
        box.name = Self.exact(matching.flatMap { $0.resourceNames })
      }
    }
    return box
  }

  /// A star in a name stands for itself, and nothing has such a name.
  private static func exact(_ names: [String]) -> ValueSet {
    ValueSet(names.filter { !$0.contains("*") })
  }
}
