import Content
import Diagnostics
import Testing

/// A good file with one mistake, and the rule that must catch it.
struct BrokenFile: Sendable, CustomTestStringConvertible {
  let code: DiagnosticCode
  let shape: DetectionShape
  /// Part of the path of the file.
  let file: String
  let old: String
  let new: String
  /// Where the file is then, if its name must fit.
  let path: String?

  private static let longName = String(repeating: "a", count: 100)

  init(
    _ code: DiagnosticCode, _ shape: DetectionShape, in file: String = "detections/",
    _ old: String, _ new: String, path: String? = nil
  ) {
    self.code = code
    self.shape = shape
    self.file = file
    self.old = old
    self.new = new
    self.path = path
  }

  init(
    _ code: DiagnosticCode, in file: String = "detections/", _ old: String, _ new: String,
    path: String? = nil
  ) {
    self.init(code, .escu6, in: file, old, new, path: path)
  }

  var testDescription: String { "\(code.rawValue) \(code) \(shape.rawValue): \(new.prefix(40))" }

  static let all = header + detections + risk + others

  private static let header: [BrokenFile] = [
    .init(.placeholderText, "Finds new cron jobs.", "__UPDATE__"),
    .init(.unknownKey, "asset_type:", "colour: blue\nasset_type:"),
    .init(.unknownKey, "analytic_story:", "rba: {}\nanalytic_story:"),
    .init(.unknownKey, .escu5, "  asset_type:", "  colour: blue\n  asset_type:"),
    .init(.unknownKey, .escu4, "data_source:", "data_surce:"),
    .init(.fileNameMismatch, in: "default_hunting", "name: Default", "name: Usual"),
    .init(
      .nameTooLong, in: "macros/job_name", "name: job_name", "name: \(longName)",
      path: "macros/\(longName).yml"),
    .init(
      .textTooLong, "author: A Person", "author: \(String(repeating: "A Person, ", count: 26))B"),
    .init(.invalidVersion, "version: 10", "version: 0"),
    .init(.invalidVersion, .escu5, "version: 9", "version: -9"),
    .init(.invalidIdentifier, "5984dbe8-572f", "5984dbe8-572x"),
    .init(.invalidReference, "https://kubernetes.io", "kubernetes.io"),
    .init(.invalidDate, "'2026-05-13'", "'2026-5-13'"),
    .init(.invalidDate, .escu5, "'2026-03-30'", "'30.03.2026'"),
    .init(.futureDate, "'2026-05-13'", "'2026-11-25'"),
    .init(.dateOrder, "'2026-05-13'", "'2024-01-29'"),
    .init(.statusNotAllowed, in: "stories/", "status: production", "status: experimental"),
    .init(
      .identifierAcrossKinds, in: "baselines/", "1b1e6f0c-2c3d-4e5f-8a9b-0c1d2e3f4a5b",
      "5984dbe8-572f-47d7-9251-3dff6c3f0c0d"),
    .init(.repeatedEntry, "- Kubernetes Security", "- Kubernetes Security\n- Kubernetes Security"),
  ]

  private static let detections: [BrokenFile] = [
    .init(.typeNotAllowed, "type: Anomaly", "type: Investigation"),
    .init(.explanationTooShort, "Operators at work.", "no"),
    .init(.missingFilterMacro, " | \(GoodRepository.filter)", ""),
    .init(.adjacentBackticks, "`kube_audit`", "````kube_audit````"),
    .init(.computedKey, .escu5, "rba:", "cve_enrichment: [CVE-2024-21626]\nrba:"),
    .init(
      .missingDeployment, .escu5, in: "default_baseline", "type: Baseline", "type: Correlation"),
    .init(
      .notEnableable, .escu5, "status: production", "status: experimental\nenabled_by_default: true"
    ),
    .init(
      .throttlingField, .escu5, "  security_domain:",
      "  throttling: {fields: [owner], period: 1h}\n  security_domain:"),
    .init(
      .throttlingPeriod, .escu5, "  security_domain:",
      "  throttling: {fields: [user], period: 1 hour}\n  security_domain:"),
    .init(.missingTest, GoodRepository.tests + "\n  test_type: unit", "tests: []"),
    .init(.missingDrilldown, GoodRepository.drilldowns, "drilldown_searches: []"),
    .init(.missingOriginalSearch, "'%original_detection_search% | ", "'"),
    .init(.emptyDrilldown, "name: Risk of $user$", "name: Risk"),
    .init(.unknownDataSource, "- Kubernetes Audit", "- Kubernetes Audti"),
    .init(.dataSourceField, in: "data_sources/", "- user", "- dest"),
    .init(.missingStory, "analytic_story:\n- Kubernetes Security", "analytic_story: []"),
    .init(.unknownStory, "- Kubernetes Security", "- Kubernetes Securty"),
    .init(.unknownAssetType, "asset_type: Kubernetes", "asset_type: Kubernets"),
    .init(.invalidProduct, "- Splunk Cloud", "- Splunk"),
    .init(.invalidProduct, "- Splunk Enterprise Security\n", ""),
    .init(.invalidSecurityDomain, "security_domain: network", "security_domain: cloud"),
    .init(.invalidTechnique, "T1053.007", "T1053.07"),
    .init(.techniqueAndParent, "- T1053.007", "- T1053\n- T1053.007"),
    .init(.revokedTechnique, "T1053.007", "T1562.001"),
    .init(.invalidCVE, "asset_type:", "cve: [CVE-24-21626]\nasset_type:"),
    .init(.invalidAtomicTest, "asset_type:", "atomic_guid: [T1053.007-1]\nasset_type:"),
    .init(.categoryMismatch, "category: cloud", "category: endpoint"),
    .init(.categoryMismatch, "category: cloud", "category: container"),
    .init(
      .scheduleChoice, "category:",
      """
      schedule: Default Anomaly
      custom_schedule: {cron_schedule: 0 * * * *, earliest_time: -1h, latest_time: -0m}
      category:
      """),
    .init(
      .invalidScheduleTime, "category:",
      "custom_schedule: {cron_schedule: 0 * * * *, earliest_time: 1 hour, latest_time: -0m}\ncategory:"
    ),
    .init(.invalidCron, in: "default_hunting", "0 * * * *", "0 25 * * *"),
    .init(.invalidAttackData, "https://example.com/cron.json", "attack_data/missing.json"),
    .init(.unknownBaseline, "category:", "baselines: [Usual Crown Jobs]\ncategory:"),
    .init(.invalidObservable, .escu4, "type: IP Address", "type: Somewhere"),
    .init(.missingKey, "author: A Person\n", ""),
    .init(.wrongType, "version: 10", "version: ten"),
    .init(.unknownReference, "category:", "schedule: Every Second\ncategory:"),
    .init(.duplicateIdentifier, in: "default_ttp", "f213", "f212"),
  ]

  private static let risk: [BrokenFile] = [
    .init(.riskPresence, .escu5, "type: Anomaly", "type: Hunting"),
    .init(.findingMatrix, "type: Anomaly", "type: TTP"),
    .init(.riskFieldNotInSearch, "- field: user", "- field: dest"),
    .init(.riskFieldNotInSearch, .escu4, "- name: user", "- name: dest"),
    .init(.threatFieldNotInSearch, "- field: src_ip", "- field: address"),
    .init(.tokenNotInSearch, "created by $user$", "created by $owner$"),
    .init(.missingToken, "created by $user$", "created"),
    .init(.unknownThreatType, "type: ip_address", "type: address"),
    .init(.scoreRange, .escu5, "score: 20", "score: 0"),
    .init(
      .repeatedEntity, "threat_objects:",
      """
        - field: user
          type: other
          score: 5
          message: Again $user$
      threat_objects:
      """),
    .init(.wrongType, "score: 20", "score: 120"),
    .init(.wrongType, .escu4, "risk_score: 49", "risk_score: 50"),
  ]

  private static let others: [BrokenFile] = [
    .init(.emptyMacro, in: "macros/kube_audit", "source=\"kubernetes\"", "' '"),
    .init(.unknownParameter, in: "macros/job_name", "$name$", "$nam$"),
    .init(.lookupMatchCount, in: "lookups/", "max_matches: 1", "max_matches: 1001"),
    .init(.lookupMatchCount, in: "lookups/", "min_matches: 0", "min_matches: -1"),
    .init(.lookupKeyField, in: "lookups/", "_key, ", ""),
    .init(.unknownStoryCategory, in: "stories/", "- Cloud Security", "- Cloud Securty"),
    .init(.unknownUseCase, in: "stories/", "Security Monitoring", "Fun"),
    .init(.invalidAddOn, in: "data_sources/", "  version: 1.2.3\n", ""),
    .init(.baselineType, in: "baselines/", "type: Baseline", "type: TTP"),
    .init(
      .unknownServedDetection, in: "baselines/", "- Kubernetes Cron Job Creation",
      "- Kubernetes Cron Job Cretion"),
    .init(.modelFileName, in: "lookups/", "collection: job_owners", "filename: owners.mlmodel"),
    .init(.invalidYAML, in: "macros/kube_audit", "description: The", "description: 'The"),
  ]
}
