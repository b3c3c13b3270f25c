package import Diagnostics
import Foundation
package import KubernetesAudit

/// Reads the file of a Kubernetes audit policy.
///
/// As the API server does: keys that it does not know are left out with a warning, values that it
/// does not know are errors.
/// Source: Kubernetes documentation, `kube-apiserver Audit Configuration (v1)`.
package struct AuditPolicyReader {
  private static let ruleKeys = [
    "level", "users", "userGroups", "verbs", "resources", "namespaces", "nonResourceURLs",
    "omitStages", "omitManagedFields",
  ]
  private static let documentKeys = [
    "apiVersion", "kind", "metadata", "rules", "omitStages", "omitManagedFields",
  ]
  private static let group = "audit.k8s.io/"
  private static let version = "audit.k8s.io/v1"

  private let reader: MappingReader
  private var report: ContentReport { reader.report }

  /// The policy of a file.
  ///
  /// Errors: none; the policy is nil when one of the diagnostics is an error.
  package static func load(_ path: String) -> (policy: AuditPolicy?, diagnostics: [Diagnostic]) {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      return read(SourceText(name: path, bytes: Array(data)))
    } catch {
      return (nil, [ContentFolder.unreadable(path, error.localizedDescription)])
    }
  }

  /// The policy of a text.
  package static func read(
    _ source: SourceText
  ) -> (policy: AuditPolicy?, diagnostics: [Diagnostic]) {
    let report = ContentReport()
    do throws(Diagnostic) {
      let document = try YAMLDocument(source)
      guard case .mapping = document.root.value,
        let reader = MappingReader(document, report: report)
      else { throw notAPolicy(document.root.kind, source) }
      let policy = AuditPolicyReader(reader: reader).policy()
      let isBroken = report.diagnostics.contains { $0.severity == .error }
      return (isBroken ? nil : policy, report.diagnostics)
    } catch {
      return (nil, report.diagnostics + [error])
    }
  }

  private static func notAPolicy(_ kind: String, _ source: SourceText) -> Diagnostic {
    Diagnostic(
      .wrongType, "an audit policy is a mapping with `apiVersion`, `kind` and `rules`",
      at: Span(source, 0..<0), label: "this is \(kind)",
      help: "a list of rules alone belongs under `rules:`")
  }

  private func policy() -> AuditPolicy {
    head()
    unknownKeys(reader, known: Self.documentKeys)
    let rules = reader.mappings("rules", .required).map { rule($0) }
    if rules.isEmpty, reader.has("rules") {
      error(
        .missingKey, "a policy has at least one rule", at: reader.span(of: "rules"),
        help: "`- level: Metadata` records who did what, of every request")
    }
    return AuditPolicy(
      rules: rules, omitStages: stages(reader),
      omitManagedFields: reader.flag("omitManagedFields") ?? false, name: reader.source.name)
  }

  private func head() {
    let kind = reader.text("kind", .required)
    if let kind, kind != "Policy" {
      error(
        .wrongType, "the `kind` of an audit policy is `Policy`", at: reader.span(of: "kind"),
        label: "this is `\(kind)`")
    }
    guard let version = reader.text("apiVersion", .required), version != Self.version else {
      return
    }
    let span = reader.span(of: "apiVersion")
    guard [Self.group + "v1beta1", Self.group + "v1alpha1"].contains(version) else {
      error(
        .wrongType, "the `apiVersion` of an audit policy is `\(Self.version)`", at: span,
        label: "this is `\(version)`")
      return
    }
    report.add(
      Diagnostic(
        .wrongType, "API servers from 1.24 on refuse a policy of `\(version)`", at: span,
        help: "write `apiVersion: \(Self.version)`; the rules stay as they are",
        severity: .warning))
  }

  private func rule(_ reader: MappingReader) -> AuditPolicy.Rule {
    unknownKeys(reader, known: Self.ruleKeys)
    var rule = AuditPolicy.Rule(level: level(reader))
    rule.users = reader.texts("users")
    rule.userGroups = reader.texts("userGroups")
    rule.verbs = reader.texts("verbs")
    rule.namespaces = reader.texts("namespaces")
    rule.nonResourceURLs = reader.texts("nonResourceURLs")
    rule.resources = reader.mappings("resources").map { resources($0) }
    rule.omitStages = stages(reader)
    rule.omitManagedFields = reader.flag("omitManagedFields")
    rule.line = reader.span.position.line
    checkPaths(rule, reader)
    checkNames(reader)
    return rule
  }

  /// Only resources and paths have wildcards.
  private func checkNames(_ reader: MappingReader) {
    for key in ["users", "userGroups", "verbs", "namespaces"] {
      guard let name = reader.texts(key).first(where: { $0.contains("*") }) else { continue }
      report.add(
        Diagnostic(
          .wrongType, "a `*` in `\(reader.name(key))` stands for itself, so nothing matches it",
          at: reader.span(of: key), label: "this has `\(name)`",
          help: "name each one, or leave the list out to match all", severity: .warning))
    }
  }

  private func checkPaths(_ rule: AuditPolicy.Rule, _ reader: MappingReader) {
    let span = reader.span(of: "nonResourceURLs")
    if !rule.nonResourceURLs.isEmpty, rule.isAboutResources {
      error(
        .wrongType, "a rule is either about resources or about paths", at: span,
        label: "this rule has `nonResourceURLs` and `resources` or `namespaces`",
        help: "make two rules of it")
    }
    for path in rule.nonResourceURLs where path != "*" {
      if !path.hasPrefix("/") {
        error(
          .wrongType, "a path of `nonResourceURLs` starts with `/`, or is `*`", at: span,
          label: "this is `\(path)`")
      }
      if path.dropLast().contains("*") {
        error(
          .wrongType, "a path of `nonResourceURLs` has a `*` only at its end", at: span,
          label: "this is `\(path)`")
      }
    }
  }

  private func resources(_ reader: MappingReader) -> AuditPolicy.GroupResources {
    unknownKeys(reader, known: ["group", "resources", "resourceNames"])
    let found = AuditPolicy.GroupResources(
      group: reader.text("group") ?? "", resources: reader.texts("resources"),
      resourceNames: reader.texts("resourceNames"))
    if found.group.contains("/") {
      error(
        .wrongType, "a `group` has no version", at: reader.span(of: "group"),
        label: "this is `\(found.group)`",
        help: "write what stands before the `/`, and nothing for `v1`")
    }
    if found.resources.isEmpty, !found.resourceNames.isEmpty {
      error(
        .missingKey, "`resourceNames` need `resources`", at: reader.span(of: "resourceNames"),
        help: "say of which resources these are the names")
    }
    return found
  }

  private func level(_ reader: MappingReader) -> AuditLevel {
    guard let text = reader.text("level", .required) else { return .none }
    if let level = AuditLevel(rawValue: text) { return level }
    unknown(text, "level", of: AuditLevel.allCases.map { $0.rawValue }, reader)
    return .none
  }

  private func stages(_ reader: MappingReader) -> Set<AuditStage> {
    Set(
      reader.texts("omitStages").compactMap { text in
        if let stage = AuditStage(rawValue: text) { return stage }
        unknown(text, "omitStages", of: AuditStage.allCases.map { $0.rawValue }, reader)
        return nil
      })
  }

  private func unknown(_ text: String, _ key: String, of known: [String], _ reader: MappingReader) {
    let list = known.map { "`\($0)`" }.joined(separator: ", ")
    error(
      .wrongType, "`\(reader.name(key))` is one of \(list)", at: reader.span(of: key),
      label: "this is `\(text)`",
      help: NearMiss.find(text, among: known).map { "did you mean `\($0)`?" })
  }

  private func unknownKeys(_ reader: MappingReader, known: [String]) {
    for entry in reader.entries where !known.contains(entry.key) {
      let near = NearMiss.find(entry.key, among: known)
      report.add(
        Diagnostic(
          .unknownKey, "the API server leaves out the unknown key `\(reader.name(entry.key))`",
          at: entry.keySpan, help: near.map { "did you mean `\($0)`?" } ?? "remove it",
          severity: .warning))
    }
  }

  private func error(
    _ code: DiagnosticCode, _ message: String, at span: Span, label: String? = nil,
    help: String? = nil
  ) {
    report.add(Diagnostic(code, message, at: span, label: label, help: help))
  }
}
