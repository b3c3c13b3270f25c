import Diagnostics

/// A rule that texts at some places are out of a list.
struct ChoiceRule: FileRule {
  let code: DiagnosticCode
  let kinds: Set<ContentKind>
  let paths: [String]
  let choices: [String]
  var severity = Diagnostic.Severity.error

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    for path in paths {
      for (text, node) in file.texts(path) where !choices.contains(text) {
        let key = path.filter { $0 != "@" }.replacing("[]", with: "")
        let near = NearMiss.find(text, among: choices)
        let edit = near.flatMap { file.edit(node, to: $0) }
        let isCase = near?.lowercased() == text.lowercased()
        report.add(
          code, "`\(key)` is out of a list, and `\(text)` is not in it", at: file.span(node),
          help: near.map { "did you mean `\($0)`?" }
            ?? "the list: \(choices.map { "`\($0)`" }.joined(separator: ", "))",
          severity: severity,
          fix: isCase
            ? edit.map { ContentFix("write `\(near ?? "")` for `\(text)`", edits: [$0]) } : nil)
      }
    }
  }
}

extension ChoiceRule {
  static let all: [ChoiceRule] = [
    ChoiceRule(
      code: .invalidProduct, kinds: .detections, paths: ["@product[]"], choices: products),
    ChoiceRule(
      code: .invalidProduct, kinds: [.story, .baseline], paths: ["@product[]"],
      choices: products + ["Splunk Security Analytics for AWS", "Splunk Behavioral Analytics"]),
    ChoiceRule(
      code: .invalidSecurityDomain, kinds: .searches, paths: ["@security_domain"],
      choices: ["endpoint", "network", "threat", "identity", "access", "audit"]),
    ChoiceRule(
      code: .categoryMismatch, kinds: .detections, paths: ["category"], choices: categories),
    ChoiceRule(
      code: .unknownStoryCategory, kinds: [.story], paths: ["@category[]"],
      choices: [
        "Abuse", "Account Compromise", "Adversary Tactics", "Best Practices", "Cloud Security",
        "Data Destruction", "Lateral Movement", "Malware", "Privilege Escalation", "Ransomware",
        "Unauthorized Software", "Vulnerability",
      ]),
    ChoiceRule(
      code: .unknownUseCase, kinds: [.story], paths: ["@usecase"],
      choices: [
        "Advanced Threat Detection", "Application Security", "Compliance", "Fraud Detection",
        "Insider Threat", "Security Monitoring",
      ]),
    ChoiceRule(
      code: .unknownAssetType, kinds: .searches, paths: ["@asset_type"], choices: assetTypes,
      severity: .warning),
  ]

  static let products = ["Splunk Enterprise", "Splunk Enterprise Security", "Splunk Cloud"]
  static let categories = ["application", "cloud", "endpoint", "network", "web"]

  /// New ones come with most releases, hence only a warning.
  private static let assetTypes = [
    "AWS Account", "AWS EKS Kubernetes cluster", "AWS Federated Account", "AWS Instance",
    "Account", "Amazon EKS Kubernetes cluster", "Amazon EKS Kubernetes cluster Pod",
    "Amazon Elastic Container Registry", "Azure AKS Kubernetes cluster",
    "Azure Active Directory", "Azure Tenant", "CircleCI", "Cloud Compute Instance",
    "Cloud Instance", "DNS Servers", "Database Server", "Domain Server", "EC2 Snapshot",
    "Endpoint", "GCP", "GCP Account", "GCP GKE EKS Kubernetes cluster",
    "GCP GKE Kubernetes cluster", "GCP Kubernetes cluster", "GCP Storage Bucket", "GDrive",
    "GSuite", "GitHub", "Google Cloud Platform tenant", "Identity", "Infrastructure", "Instance",
    "Kubernetes", "Network", "O365 Tenant", "Okta Tenant", "S3 Bucket", "VPN Appliance",
    "Web Application", "Web Proxy", "Web Server", "Windows",
  ]
}
