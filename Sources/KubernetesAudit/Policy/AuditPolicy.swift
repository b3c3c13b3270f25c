/// A `Policy` of the `audit.k8s.io` group: what the API server records of which request.
///
/// Source: the Kubernetes documentation of the audit policy, versions 1.7 to 1.36.
package struct AuditPolicy: Sendable {
  /// The first rule that matches a request decides about it.
  package var rules: [Rule]
  /// Never recorded, whatever a rule says.
  package var omitStages: Set<AuditStage>
  /// Whether bodies lose `metadata.managedFields`, unless a rule says otherwise.
  package var omitManagedFields: Bool
  /// The file that it was read from, or the name of a preset.
  package var name: String

  package init(
    rules: [Rule], omitStages: Set<AuditStage> = [], omitManagedFields: Bool = false,
    name: String = ""
  ) {
    self.rules = rules
    self.omitStages = omitStages
    self.omitManagedFields = omitManagedFields
    self.name = name
  }

  /// One rule; an empty list matches every request.
  package struct Rule: Sendable, Equatable {
    package var level: AuditLevel
    /// Names, exact; those of the real caller, never of whom he impersonates.
    package var users: [String] = []
    /// One in common is enough.
    package var userGroups: [String] = []
    package var verbs: [String] = []
    /// Empty: every resource, and every path unless `namespaces` or `nonResourceURLs` are given.
    package var resources: [GroupResources] = []
    /// The empty text stands for resources that belong to no namespace.
    package var namespaces: [String] = []
    /// Paths: exact, or the beginning of one followed by `*`.
    package var nonResourceURLs: [String] = []
    /// Omitted in addition to those of the policy.
    package var omitStages: Set<AuditStage> = []
    /// Nil: as the policy says.
    package var omitManagedFields: Bool?
    /// The line of its file on which the rule starts; nil for one that was made.
    package var line: Int?

    package init(level: AuditLevel) { self.level = level }
  }

  /// Resources of one API group.
  package struct GroupResources: Sendable, Equatable {
    /// Empty for the core group.
    package var group: String
    /// `pods`, `pods/log`, `pods/*`, `*/scale`, `*`; empty for all of the group.
    package var resources: [String]
    /// Names of objects as they stand in the request's path; empty for all.
    package var resourceNames: [String]

    package init(group: String, resources: [String] = [], resourceNames: [String] = []) {
      self.group = group
      self.resources = resources
      self.resourceNames = resourceNames
    }
  }

  /// What a policy says of one request.
  package struct Decision: Sendable, Equatable {
    package let level: AuditLevel
    package let omitStages: Set<AuditStage>
    package let omitManagedFields: Bool
    /// The rule that matched; nil when none did, and then nothing is recorded.
    package let ruleIndex: Int?
  }
}
