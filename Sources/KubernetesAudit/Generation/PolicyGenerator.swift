/// Writes the smallest policy under which searches see everything.
///
/// Smallest: no rule can go without one of the searches losing something. Bodies of secrets and
/// tokens are never recorded, whatever a search would like.
package struct PolicyGenerator: Sendable {
  package let searches: [AuditSearch]

  package init(_ searches: [AuditSearch]) { self.searches = searches }

  /// A policy, and what it does not give.
  package struct Result: Sendable {
    package let policy: AuditPolicy
    /// Searches that need the bodies of secrets or tokens to see everything.
    package let unserved: [PolicyVerdict]
    /// How many searches see everything.
    package let served: Int
  }

  package func generate() -> Result {
    let needs = NeededRequests(searches)
    var policy = AuditPolicy(
      rules: RuleGrouping(cells: needs.cells).rules(), omitManagedFields: true, name: "generated")
    protect(&policy, needs)
    prune(&policy, needs)
    Self.shareOmittedStages(&policy)
    let verdicts = verdicts(policy)
    return Result(
      policy: policy, unserved: verdicts.filter { $0.sight != .everything },
      served: verdicts.count { $0.sight == .everything })
  }

  private func verdicts(_ policy: AuditPolicy) -> [PolicyVerdict] {
    let doctor = PolicyDoctor(policy: policy)
    return searches.map { doctor.verdict(for: $0) }
  }

  /// What every rule omits, the policy omits.
  private static func shareOmittedStages(_ policy: inout AuditPolicy) {
    guard policy.rules.allSatisfy({ $0.omitStages.contains(.requestReceived) }) else { return }
    policy.omitStages = [.requestReceived]
    for index in policy.rules.indices { policy.rules[index].omitStages = [] }
  }

  /// Puts a rule before those that would record bodies of secrets or tokens.
  private func protect(_ policy: inout AuditPolicy, _ needs: NeededRequests) {
    let first = policy.rules.firstIndex { rule in
      rule.level > .metadata && rule.resources.isEmpty && !rule.isAboutPaths
    }
    guard let first else { return }
    var rule = AuditPolicy.Rule(level: .metadata)
    rule.resources = NeededRequests.protected
    let takesRequestReceived = needs.cells.contains { cell in
      cell.takesRequestReceived && NeededRequests.isProtected(cell.kind)
    }
    rule.omitStages = takesRequestReceived ? [] : [.requestReceived]
    policy.rules.insert(rule, at: first)
  }

  /// Leaves out rules without which every search sees as much as before.
  private func prune(_ policy: inout AuditPolicy, _ needs: NeededRequests) {
    let sights = verdicts(policy).map { $0.sight }
    let stages = needs.recordedFromTheStart(under: policy)
    var index = policy.rules.count - 1
    while index >= 0, policy.rules.count > 1 {
      var without = policy
      without.rules.remove(at: index)
      let isGuard = policy.rules[index].resources == NeededRequests.protected
      if !isGuard, needs.recordedFromTheStart(under: without) == stages,
        verdicts(without).map({ $0.sight }) == sights
      {
        policy = without
      }
      index -= 1
    }
  }
}
