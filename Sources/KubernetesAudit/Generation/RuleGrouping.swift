/// Makes as few rules as it can of what must be recorded.
struct RuleGrouping {
  /// What rules must agree in to become one.
  private struct Key: Hashable {
    let level: AuditLevel
    let users: [String]
    let groups: [String]
    let namespaces: [String]
    let paths: [String]
    let isEverything: Bool
    let takesRequestReceived: Bool
    let verbs: [String]

    var isNarrow: Bool { !users.isEmpty || !groups.isEmpty || !namespaces.isEmpty }
    var isWriting: Bool { verbs == RuleGrouping.writingMark }

    /// What records most comes first, and what is for everything last.
    var rank: [Int] {
      let levels = AuditLevel.allCases.count { $0 > level }
      return [levels, takesRequestReceived ? 0 : 1, isEverything ? 1 : 0]
    }

    /// The same for everybody and everywhere.
    var widened: Key {
      Key(
        level: level, users: [], groups: [], namespaces: [], paths: paths,
        isEverything: isEverything, takesRequestReceived: takesRequestReceived, verbs: verbs)
    }
  }

  private static let writingMark = ["write"]

  private static let writing = ["create", "update", "patch", "delete", "deletecollection"]

  let cells: [NeededRequests.Cell]

  /// Ordering: what records most first, since the first rule that matches decides.
  func rules() -> [AuditPolicy.Rule] {
    var verbs: [Target: [String]] = [:]
    var order: [Target] = []
    for cell in cells {
      let target = Target(cell)
      if verbs[target] == nil { order.append(target) }
      verbs[target, default: []].append(cell.kind.verb)
    }
    order = order.filter { target in
      !covers(verbs, target)
    }
    var groups: [Key: (verbs: Set<String>, targets: [Target])] = [:]
    var keys: [Key] = []
    for target in order {
      let list = verbs[target] ?? []
      let key = target.key(verbs: list)
      if groups[key] == nil { keys.append(key) }
      groups[key, default: ([], [])].verbs.formUnion(list)
      groups[key, default: ([], [])].targets.append(target)
    }
    // One rule fewer is worth more than leaving out who else writes such objects.
    for key in keys where key.isNarrow && key.isWriting {
      guard let wide = keys.first(where: { $0 == key.widened }), let part = groups[key] else {
        continue
      }
      groups[wide, default: ([], [])].verbs.formUnion(part.verbs)
      groups[wide, default: ([], [])].targets += part.targets
      groups[key] = nil
    }
    return keys.enumerated().sorted { a, b in
      let (left, right) = (a.element.rank, b.element.rank)
      return left == right ? a.offset < b.offset : left.lexicographicallyPrecedes(right)
    }.compactMap { entry in
      groups[entry.element].map { rule(entry.element, verbs: $0.verbs, targets: $0.targets) }
    }
  }

  /// Whether a rule for everything makes one for this superfluous.
  private func covers(_ verbs: [Target: [String]], _ target: Target) -> Bool {
    guard !target.isEverything else { return false }
    let list = Set(verbs[target] ?? [])
    return verbs.contains { other, others in
      other.isEverything && other.isPath == target.isPath && other.level >= target.level
        && (other.takesRequestReceived || !target.takesRequestReceived)
        && target.box.subtracting(other.box).isEmpty && list.isSubset(of: others)
    }
  }

  private func rule(
    _ key: Key, verbs: Set<String>, targets: [Target]
  ) -> AuditPolicy.Rule {
    var rule = AuditPolicy.Rule(level: key.level)
    rule.users = key.users
    rule.userGroups = key.groups
    rule.namespaces = key.namespaces
    rule.nonResourceURLs = key.paths
    rule.omitStages = key.takesRequestReceived ? [] : [.requestReceived]
    let every = Set(APIResource.allVerbs)
    if !(key.isEverything && verbs.isSuperset(of: every)) {
      let known = APIResource.allVerbs + RequestKind.pathVerbs
      var seen: Set<String> = []
      rule.verbs = known.filter { verbs.contains($0) && seen.insert($0).inserted }
    }
    if key.isEverything, targets.allSatisfy({ $0.isPath }) { rule.nonResourceURLs = ["*"] }
    guard !key.isEverything, key.paths.isEmpty else { return rule }
    var groups: [String] = []
    var resources: [String: [String]] = [:]
    for target in targets {
      for group in target.ruleGroups {
        if resources[group] == nil { groups.append(group) }
        if !resources[group, default: []].contains(target.resource) {
          resources[group, default: []].append(target.resource)
        }
      }
    }
    rule.resources = groups.sorted().map {
      AuditPolicy.GroupResources(group: $0, resources: Self.plain(resources[$0] ?? []))
    }
    return rule
  }

  /// Without those that a star says already.
  private static func plain(_ resources: [String]) -> [String] {
    let stars = Set(resources.filter { $0.hasPrefix("*/") }.map { $0.dropFirst() })
    return resources.filter { resource in
      guard let slash = resource.firstIndex(of: "/"), !resource.hasPrefix("*/") else { return true }
      return !stars.contains(resource[slash...])
    }.sorted()
  }

  /// What one entry of a rule speaks of.
  private struct Target: Hashable {
    let level: AuditLevel
    let group: String?
    /// With its subresource, as a rule writes it.
    let resource: String
    let isPath: Bool
    /// Every resource, the unknown ones too.
    let isEverything: Bool
    let takesRequestReceived: Bool
    let box: RequestBox

    init(_ cell: NeededRequests.Cell) {
      level = cell.level
      takesRequestReceived = cell.takesRequestReceived
      box = cell.box
      switch cell.kind.target {
      case .path:
        group = nil
        resource = ""
        isPath = true
        isEverything = cell.box.path.isAny
      case .resource(let group, let name, let subresource, _):
        self.group = group
        isPath = false
        isEverything = name == nil && subresource.isEmpty
        resource = (name ?? "*") + (subresource.isEmpty ? "" : "/" + subresource)
      }
    }

    static func == (left: Target, right: Target) -> Bool {
      left.level == right.level && left.group == right.group && left.resource == right.resource
        && left.isPath == right.isPath && left.isEverything == right.isEverything
        && left.takesRequestReceived == right.takesRequestReceived && left.box == right.box
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(level)
      hasher.combine(group)
      hasher.combine(resource)
    }

    /// The groups to write: those of the known resources, and all where the search names none.
    var ruleGroups: [String] {
      if let group { return [group] }
      let tail = resource.split(separator: "/").last.map(String.init) ?? ""
      guard resource.hasPrefix("*/") else { return ["*"] }
      // A star for the group is new; servers that do not know it still see these.
      let known = APIResource.known.filter { $0.subresources.contains { $0.name == tail } }
      return Set(known.map { $0.group }).sorted() + ["*"]
    }

    func key(verbs: [String]) -> RuleGrouping.Key {
      let isWriting = verbs.allSatisfy { RuleGrouping.writing.contains($0) }
      return RuleGrouping.Key(
        level: level, users: box.user.texts ?? [], groups: box.groups.flatMap { $0.sorted() },
        namespaces: box.namespace.texts ?? [],
        paths: isPath && !isEverything ? box.path.patterns ?? [] : [], isEverything: isEverything,
        takesRequestReceived: takesRequestReceived,
        verbs: isEverything ? [] : isWriting ? RuleGrouping.writingMark : verbs.sorted())
    }
  }
}
