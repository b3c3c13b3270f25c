extension AuditPolicy {
  /// The policy as a file for the API server.
  ///
  /// `comments`: lines that go before it.
  package func yaml(comments: [String] = []) -> String {
    var lines = comments.map { $0.isEmpty ? "#" : "# " + $0 }
    lines += ["apiVersion: audit.k8s.io/v1", "kind: Policy"]
    if !omitStages.isEmpty { lines.append("omitStages: " + Self.list(Self.names(omitStages))) }
    if omitManagedFields { lines.append("omitManagedFields: true") }
    lines.append("rules:")
    for rule in rules { lines += Self.lines(rule) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ rule: Rule) -> [String] {
    var lines = ["  - level: " + rule.level.rawValue]
    func add(_ key: String, _ texts: [String]) {
      if !texts.isEmpty { lines.append("    \(key): " + list(texts)) }
    }
    add("users", rule.users)
    add("userGroups", rule.userGroups)
    add("verbs", rule.verbs)
    add("namespaces", rule.namespaces)
    add("nonResourceURLs", rule.nonResourceURLs)
    if !rule.resources.isEmpty { lines.append("    resources:") }
    for group in rule.resources {
      lines.append("      - group: " + quoted(group.group))
      if !group.resources.isEmpty { lines.append("        resources: " + list(group.resources)) }
      if !group.resourceNames.isEmpty {
        lines.append("        resourceNames: " + list(group.resourceNames))
      }
    }
    add("omitStages", names(rule.omitStages))
    if let omits = rule.omitManagedFields { lines.append("    omitManagedFields: \(omits)") }
    return lines
  }

  private static func names(_ stages: Set<AuditStage>) -> [String] {
    AuditStage.allCases.filter { stages.contains($0) }.map { $0.rawValue }
  }

  private static func list(_ texts: [String]) -> String {
    "[" + texts.map { quoted($0) }.joined(separator: ", ") + "]"
  }

  /// Plain where YAML takes a text for a text.
  private static func quoted(_ text: String) -> String {
    let isPlain =
      text.first.map { $0.isLetter && $0.isASCII } ?? false
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-./".contains($0)) }
      && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(text.lowercased())
    guard !isPlain else { return text }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"" + escaped + "\""
  }
}
