import Diagnostics

/// ESCU 4: observables have types and roles that risk knows.
struct ObservableRule: FileRule {
  let code = DiagnosticCode.invalidObservable
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.shape == .escu4 else { return }
    for (type, node) in file.texts("tags.observable[].type")
    where !Self.types.contains(type.lowercased()) {
      let near = NearMiss.find(type, among: Self.types)
      report.add(
        code, "`\(type)` is no type of observable", at: file.span(node),
        help: near.map { "did you mean `\($0)`?" }
          ?? "for example `User`, `Hostname`, `IP Address`, `Process`")
    }
  }

  /// Source: OCSF's observable types, which contentctl 4 used.
  private static let types = [
    "user", "user name", "username", "hostname", "endpoint", "device", "ip address", "process",
    "process name", "file name", "file", "file hash", "url string", "url", "email address",
    "email", "geo location", "resource uid", "registry key", "registry value", "command line",
    "fingerprint", "container", "mac address", "port", "subnet", "unknown", "other",
  ]
}
