/// What searches need of the requests of each kind, so that they see everything.
struct NeededRequests {
  /// Requests of one kind, and how much of them must be recorded.
  struct Cell {
    let kind: RequestKind
    let box: RequestBox
    let level: AuditLevel
    /// Whether a search makes rows of the first stage, too.
    var takesRequestReceived: Bool
  }

  private(set) var cells: [Cell] = []

  /// Resources whose bodies hold secrets or tokens; they are never recorded.
  static let protected: [AuditPolicy.GroupResources] = [
    .init(group: "", resources: ["secrets", "serviceaccounts/token"]),
    .init(group: "authentication.k8s.io", resources: ["tokenreviews", "tokenrequests"]),
    .init(
      group: "oauth.openshift.io",
      resources: ["oauthaccesstokens", "oauthauthorizetokens", "oauthclients", "tokenreviews"]),
  ]

  init(_ searches: [AuditSearch]) {
    var found: [RequestKind: [Cell]] = [:]
    var order: [RequestKind] = []
    for search in searches {
      var effects = RecordingEffects(search)
      effects.isUniform = false
      for kind in RequestKind.all(naming: search.namedResources) {
        for (index, condition) in search.conditions.enumerated() {
          guard let box = condition.box(for: kind), effects.isRelevant(kind, index) else {
            continue
          }
          let level = Self.level(kind, index, &effects)
          if found[kind] == nil { order.append(kind) }
          found[kind, default: []].append(
            Cell(
              kind: kind, box: Self.expressible(box), level: level,
              takesRequestReceived: effects.takesRequestReceived(kind, index)))
        }
      }
    }
    cells = order.flatMap { Self.withoutCovered(found[$0] ?? []) }
  }

  /// Which of the cells that a search takes from the first stage on are recorded so.
  func recordedFromTheStart(under policy: AuditPolicy) -> [Bool] {
    cells.filter { $0.takesRequestReceived }.map { cell in
      policy.decisions(for: cell.kind, in: cell.box).allSatisfy { part in
        guard let rule = part.rule else { return false }
        return !policy.decision(ofRule: rule).omitStages.contains(.requestReceived)
      }
    }
  }

  /// The least level at which the search loses nothing of the requests.
  private static func level(
    _ kind: RequestKind, _ condition: Int, _ effects: inout RecordingEffects
  ) -> AuditLevel {
    guard !isProtected(kind) else { return .metadata }
    let levels: [AuditLevel] = [.metadata, .request]
    return levels.first { level in
      let decision = AuditPolicy.Decision(
        level: level, omitStages: [], omitManagedFields: false, ruleIndex: nil)
      return effects.effect(of: decision, on: kind, condition).sight == .everything
    } ?? .requestResponse
  }

  static func isProtected(_ kind: RequestKind) -> Bool {
    guard case .resource(let group, let name, let subresource, _) = kind.target, let name else {
      return false
    }
    return protected.contains { entry in
      entry.matches(group: group ?? entry.group, name, subresource: subresource)
    }
  }

  /// What a rule can say of a set of requests: it can name users, groups and namespaces, and not
  /// leave any out.
  private static func expressible(_ box: RequestBox) -> RequestBox {
    var result = RequestBox()
    if let users = box.user.patterns, !users.isEmpty {
      if let names = box.user.texts, !names.contains("") {
        result.user = ValueSet(names)
      } else if users.allSatisfy({ $0.hasPrefix("system:serviceaccount:") }) {
        result.groups = [["system:serviceaccounts"]]
      } else if users.allSatisfy({ $0.hasPrefix("system:node:") }) {
        result.groups = [["system:nodes"]]
      }
    }
    if let namespaces = box.namespace.texts, namespaces != [""] {
      result.namespace = ValueSet(namespaces)
    }
    if let paths = box.path.patterns, !paths.isEmpty,
      paths.allSatisfy({ $0.hasPrefix("/") && !$0.dropLast().contains("*") })
    {
      result.path = ValueSet(matching: paths)
    }
    return result
  }

  /// Without those that another cell records at least as much of.
  private static func withoutCovered(_ cells: [Cell]) -> [Cell] {
    var kept: [Cell] = []
    // One rule decides about a request, so it must do for all searches.
    let takesRequestReceived = cells.contains { $0.takesRequestReceived }
    for var cell in cells.sorted(by: { $0.level > $1.level }) {
      cell.takesRequestReceived = takesRequestReceived
      let isCovered = kept.contains { other in
        other.level >= cell.level && cell.box.subtracting(other.box).isEmpty
      }
      if isCovered { continue }
      kept.removeAll { other in
        cell.level >= other.level && other.box.subtracting(cell.box).isEmpty
      }
      kept.append(cell)
    }
    return kept
  }
}
