// What the programs that run in a cluster ask of it.
extension Traffic {
  static let workloads: [Share] = [
    Share(
      weight: 60,
      exchange: AuditExchange(
        "get", ObjectReference("leases", in: "<namespace>", "<app>", group: "coordination.k8s.io"),
        by: .workload)),
    Share(
      weight: 35,
      exchange: AuditExchange(
        "get", ObjectReference("secrets", in: "<namespace>", "<app>-database"), by: .workload)),
    Share(
      weight: 45,
      exchange: AuditExchange(
        "get", ObjectReference("configmaps", in: "<namespace>", "<app>-settings"), by: .workload)),
    Share(
      weight: 26,
      exchange: AuditExchange(
        "update", ObjectReference("configmaps", in: "<namespace>", "<app>-settings"),
        by: .workload.using("<app>/v0.0.0 (linux/amd64) kubernetes/$Format/leader-election"),
        level: requestResponse, request: ObjectBodies.settings, response: ObjectBodies.settings)),
    Share(
      weight: 50,
      exchange: AuditExchange(
        "list", ObjectReference("pods", in: "<namespace>"), by: prometheus,
        query: "?limit=500&resourceVersion=0")),
    Share(
      weight: 25,
      exchange: AuditExchange(
        "watch", ObjectReference("endpointslices", in: "<namespace>", group: "discovery.k8s.io"),
        by: prometheus,
        query:
          "?allowWatchBookmarks=true&resourceVersion=<olderVersion>&timeoutSeconds=<timeout>&watch=true",
        duration: 300...600)),
    Share(
      weight: 25,
      exchange: AuditExchange(
        "list", ObjectReference("cronjobs", group: "batch"), by: stateMetrics,
        query: "?limit=500&resourceVersion=0")),
    Share(
      weight: 25,
      exchange: AuditExchange(
        "create", ObjectReference("tokenreviews", group: "authentication.k8s.io"), by: stateMetrics,
        outcome: .code(201))),
    Share(weight: 22, exchange: AuditExchange("get", uri: "/openapi/v3?timeout=32s", by: gitops)),
    Share(weight: 18, exchange: AuditExchange("get", uri: "/apis?timeout=32s", by: gitops)),
    Share(
      weight: 20,
      exchange: AuditExchange(
        "patch", ObjectReference("deployments", in: "<namespace>", "<app>", group: "apps"),
        by: gitops,
        query: "?fieldManager=gitops-controller&force=true", level: requestResponse,
        request: ObjectBodies.deployment, response: ObjectBodies.deployment)),
    Share(
      weight: 8,
      exchange: AuditExchange(
        "list", ObjectReference("clusterrolebindings", group: "rbac.authorization.k8s.io"),
        by: Caller.workload, query: "?limit=500",
        outcome: .forbidden(user: "system:serviceaccount:<namespace>:<app>"))),
    Share(
      weight: 3,
      exchange: AuditExchange(
        "get", ObjectReference("configmaps", in: "<namespace>", "<app>-overrides"), by: .workload,
        outcome: .notFound)),
  ]

  private static let prometheus = Caller.addOn(
    "prometheus", in: "monitoring", agent: "Prometheus/3.5.0")
  private static let stateMetrics = Caller.addOn(
    "kube-state-metrics", in: "monitoring", agent: "kube-state-metrics/v2.16.0 (linux/amd64)")
  private static let gitops = Caller.addOn(
    "gitops-controller", in: "gitops",
    agent: "gitops-controller/v2.6.1 (linux/amd64) kubernetes/$Format")
}
