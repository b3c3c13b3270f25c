import Diagnostics

/// A rule about the form of the texts at some places.
struct FormRule: FileRule {
  let code: DiagnosticCode
  let kinds: Set<ContentKind>
  var shapes = Set(DetectionShape.allCases)
  let paths: [String]
  /// What a text there must be: "a UUID".
  let form: String
  let example: String
  let holds: @Sendable (String) -> Bool

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard shapes.contains(file.shape) else { return }
    for path in paths {
      for (text, node) in file.texts(path) where !holds(text) {
        let key = path.filter { $0 != "@" }.replacing("[]", with: "")
        report.add(
          code, "`\(key)` holds \(form)", at: file.span(node),
          label: "this is `\(text.prefix(60))`", help: "write it as `\(example)`")
      }
    }
  }
}

extension FormRule {
  static let all: [FormRule] = [
    FormRule(
      code: .invalidIdentifier, kinds: .all, paths: ["id"], form: "a UUID",
      example: "5984dbe8-572f-47d7-9251-3dff6c3f0c0d", holds: TextForm.isUUID),
    FormRule(
      code: .invalidReference, kinds: .all, paths: ["references[]"],
      form: "`http` or `https` addresses", example: "https://kubernetes.io/docs/",
      holds: TextForm.isWebAddress),
    FormRule(
      code: .invalidTechnique, kinds: .searches, shapes: [.escu4, .escu5],
      paths: ["@mitre_attack_id[]"], form: "ids of ATT&CK techniques", example: "T1053.007",
      holds: TextForm.isTechnique),
    FormRule(
      code: .invalidTechnique, kinds: .searches, shapes: [.escu6],
      paths: ["@mitre_attack_id[]"], form: "ids of ATT&CK techniques", example: "T1053.007",
      holds: TextForm.isCurrentTechnique),
    FormRule(
      code: .invalidCVE, kinds: .searches, shapes: [.escu4, .escu5], paths: ["@cve[]"],
      form: "CVE ids", example: "CVE-2024-21626", holds: TextForm.isCVE),
    FormRule(
      code: .invalidCVE, kinds: .searches, shapes: [.escu6], paths: ["@cve[]"], form: "CVE ids",
      example: "CVE-2024-21626", holds: TextForm.isCurrentCVE),
    FormRule(
      code: .invalidAtomicTest, kinds: .searches, paths: ["@atomic_guid[]"], form: "UUIDs",
      example: "5984dbe8-572f-47d7-9251-3dff6c3f0c0d", holds: TextForm.isUUID),
    FormRule(
      code: .throttlingPeriod, kinds: .detections, paths: ["@throttling.period"],
      form: "a number with `s`, `m` or `h`", example: "3600s", holds: TextForm.isPeriod),
    FormRule(
      code: .invalidScheduleTime, kinds: [.detection, .deployment], shapes: [.escu6],
      paths: [
        "earliest_time", "latest_time", "scheduling.earliest_time", "scheduling.latest_time",
        "custom_schedule.earliest_time", "custom_schedule.latest_time",
      ], form: "a sign, a number and a unit, perhaps with a snap", example: "-70m@m",
      holds: TextForm.isScheduleTime),
  ]
}
