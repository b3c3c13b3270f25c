/// The names that clusters are furnished with.
enum Vocabulary {
  static let namespaces = [
    "payments", "checkout", "ci-runners", "monitoring", "storefront", "data-platform", "default",
    "kube-system", "ingress", "cert-manager", "fraud", "loyalty", "shipping", "vault", "logging",
    "service-mesh", "gitops", "staging-eu", "staging-us", "research",
  ]

  static let apps = [
    "api", "ledger", "worker", "gateway", "catalog", "search", "session", "mailer", "scheduler",
    "reporter", "importer", "exporter", "cache", "queue", "pricing", "quota", "thumbnailer",
    "webhooks",
  ]

  static let people: [(name: String, team: String)] = [
    ("mara.lindqvist", "platform"), ("teo.okafor", "payments"), ("ines.carvalho", "data"),
    ("joon.park", "platform"), ("rhea.nair", "storefront"), ("ole.hansen", "security"),
    ("pia.moretti", "payments"), ("sam.whitlock", "data"), ("yuki.tanabe", "storefront"),
    ("lev.abramov", "platform"),
  ]

  static let peopleAgents = [
    "kubectl/v1.33.2 (darwin/arm64) kubernetes/\(kubectlCommit)",
    "kubectl/v1.33.2 (linux/amd64) kubernetes/\(kubectlCommit)",
    "k9s/v0.40.5 (darwin/arm64) kubernetes/\(kubectlCommit)",
    "kubectl/v1.32.6 (windows/amd64) kubernetes/b163d4e",
  ]

  static let kubectlCommit = "3cb4a1f"
  static let serverVersion = "v1.33.4 (linux/amd64) kubernetes/d1f8e77"
  static let kubelet = "kubelet/\(serverVersion)"

  /// The balancer in front of the API server: it appends to X-Forwarded-For, so whoever comes from
  /// outside has two source addresses.
  static let balancer = "10.20.0.5"
  static let controlPlane = "10.20.0.10"
}
