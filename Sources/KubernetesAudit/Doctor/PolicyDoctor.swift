/// Says what detections see under an audit policy, and which rule decides.
package struct PolicyDoctor: Sendable {
  package let policy: AuditPolicy

  package init(policy: AuditPolicy) { self.policy = policy }

  package func verdict(for search: AuditSearch) -> PolicyVerdict {
    let hits = hits(of: search)
    guard !hits.isEmpty else {
      return PolicyVerdict(
        detection: search.name, sight: .blind, line: nil,
        reason: "no request that an API server answers satisfies the search", findings: [])
    }
    let findings = Self.findings(hits, policy)
    let sight = Self.sight(findings)
    let telling = findings.filter { $0.sight != .everything }
    let shown = telling.isEmpty ? Array(findings.prefix(1)) : Array(telling.prefix(3))
    let more = (telling.isEmpty ? findings.count : telling.count) - shown.count
    var reason = shown.map { $0.reason }.joined(separator: "; ")
    if more > 0 { reason += "; and \(more) more" }
    return PolicyVerdict(
      detection: search.name, sight: sight, line: shown.first?.line, reason: reason,
      findings: telling.isEmpty ? findings : telling)
  }

  private static func sight(_ findings: [PolicyVerdict.Finding]) -> PolicyVerdict.Sight {
    if findings.allSatisfy({ $0.sight == .everything }) { return .everything }
    return findings.allSatisfy { $0.sight == .blind } ? .blind : .degraded
  }

  /// What happens to the events of one set of requests.
  struct Hit {
    let kind: RequestKind
    let box: RequestBox
    /// What the search is after of this kind, of which the box is a part.
    let whole: RequestBox
    let decision: AuditPolicy.Decision
    let effect: RecordingEffect
  }

  private struct Part {
    let kind: RequestKind
    let condition: Int
    let rule: Int?
    let box: RequestBox
    let whole: RequestBox
  }

  private func hits(of search: AuditSearch) -> [Hit] {
    let kinds = RequestKind.all(naming: search.namedResources + policy.namedResources)
    var parts: [Part] = []
    var effects = RecordingEffects(search)
    for kind in kinds {
      for (index, condition) in search.conditions.enumerated() {
        guard let box = condition.box(for: kind), effects.isRelevant(kind, index) else { continue }
        parts += policy.decisions(for: kind, in: box).map { found in
          Part(kind: kind, condition: index, rule: found.rule, box: found.box, whole: box)
        }
      }
    }
    let decisions = parts.map { decision($0.rule) }
    // Columns that no event has are not filled, and nothing is known of them.
    effects.isUniform = decisions.allSatisfy { $0.level <= .metadata }
    effects.isAllLongRunning = parts.allSatisfy { $0.kind.isLongRunning }
    return zip(parts, decisions).map { part, decision in
      Hit(
        kind: part.kind, box: part.box, whole: part.whole, decision: decision,
        effect: effects.effect(of: decision, on: part.kind, part.condition))
    }
  }

  private func decision(_ rule: Int?) -> AuditPolicy.Decision {
    rule.map { policy.decision(ofRule: $0) }
      ?? AuditPolicy.Decision(
        level: .none, omitStages: policy.omitStages, omitManagedFields: false, ruleIndex: nil)
  }

  /// One finding for each rule and effect, the worst and widest first.
  private static func findings(_ hits: [Hit], _ policy: AuditPolicy) -> [PolicyVerdict.Finding] {
    var groups: [Key: [Hit]] = [:]
    var order: [Key] = []
    for hit in hits {
      let key = Key(rule: hit.decision.ruleIndex, effect: hit.effect)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(hit)
    }
    let findings = order.compactMap { key -> PolicyVerdict.Finding? in
      guard let hits = groups[key], let first = hits.first else { return nil }
      let line = key.rule.flatMap { policy.rules[$0].line }
      return PolicyVerdict.Finding(
        ruleIndex: key.rule, line: line, level: first.decision.level, sight: key.effect.sight,
        reason: DoctorReason(hits: hits, line: line, effect: key.effect).text, weight: hits.count)
    }
    return findings.enumerated().sorted { a, b in
      let (left, right) = (rank(a.element.sight), rank(b.element.sight))
      if left != right { return left > right }
      return a.element.weight == b.element.weight
        ? a.offset < b.offset : a.element.weight > b.element.weight
    }.map { $0.element }
  }

  private struct Key: Hashable {
    let rule: Int?
    let effect: RecordingEffect
  }

  private static func rank(_ sight: PolicyVerdict.Sight) -> Int {
    switch sight {
    case .everything: 0
    case .degraded: 1
    case .blind: 2
    }
  }
}

extension AuditPolicy {
  /// The resources that its rules speak of by name.
  package var namedResources: [NamedResource] {
    rules.flatMap { $0.resources }.flatMap { group in
      group.resources.compactMap { text -> NamedResource? in
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard let name = parts.first, name != "*", group.group != "*" else { return nil }
        let subresource = parts.count > 1 && parts[1] != "*" ? parts[1] : ""
        return NamedResource(group: group.group, name: name, subresource: subresource)
      }
    }
  }
}
