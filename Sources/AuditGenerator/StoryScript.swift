/// What happens in the story, and when.
struct StoryScript: Sendable {
  struct Scene: Sendable {
    /// Seconds after the start.
    var second: Double
    var exchange: AuditExchange
  }

  var targetPod: String
  var node: String
  var nodeAddress: String
  var firstMinute: Int

  var scenes: [Scene] {
    honestCronJob + reconnaissance + stolenToken + takeover + payments + nodeAccess + mining
      + cleanUp
  }

  // 08:11: the cron job that a detection should report and an analyst should dismiss.
  private var honestCronJob: [Scene] {
    let body = cronJob(
      "nightly-settlement", in: "payments", schedule: "20 1 * * *",
      image: "registry.example.com/payments/settlement:4.8.0", command: "settle --day yesterday")
    return [
      Scene(
        second: 668.2,
        exchange: creation(
          "cronjobs", in: "payments", "nightly-settlement", group: "batch", body,
          by: StoryCast.engineer))
    ]
  }

  // 08:21: someone without an account tries the doors.
  private var reconnaissance: [Scene] {
    let nobody = AuditExchange.Outcome.forbidden(user: "system:anonymous")
    let by = StoryCast.scanner
    return paced(
      from: 1_263.4, every: 1.7,
      [
        AuditExchange("get", uri: "/version", by: by),
        AuditExchange("get", uri: "/api", by: by, outcome: nobody),
        AuditExchange("get", uri: "/apis", by: by, outcome: nobody),
        AuditExchange("list", ObjectReference("namespaces"), by: by, outcome: nobody),
        AuditExchange("list", ObjectReference("nodes"), by: by, outcome: nobody),
        AuditExchange("list", ObjectReference("pods", in: "default"), by: by, outcome: nobody),
        AuditExchange("list", ObjectReference("secrets", in: "default"), by: by, outcome: nobody),
        AuditExchange(
          "list", ObjectReference("secrets", in: "kube-system"), by: by, outcome: nobody),
        AuditExchange("get", uri: "/metrics", by: by, outcome: nobody),
      ])
  }

  // 08:47: a pipeline's token, from the same address: `kubectl auth can-i --list`, then secrets.
  private var stolenToken: [Scene] {
    let by = StoryCast.thief
    let refused = AuditExchange.Outcome.forbidden(user: StoryCast.account)
    func list(_ namespace: String?, _ outcome: AuditExchange.Outcome) -> AuditExchange {
      AuditExchange(
        "list", ObjectReference("secrets", in: namespace), by: by, query: "?limit=500",
        outcome: outcome)
    }
    return paced(
      from: 2_825.9, every: 6.3,
      [
        AuditExchange("get", uri: "/api?timeout=32s", by: StoryCast.everyoneMayAsk),
        AuditExchange("get", uri: "/apis?timeout=32s", by: StoryCast.everyoneMayAsk),
        AuditExchange(
          "create", ObjectReference("selfsubjectrulesreviews", group: "authorization.k8s.io"),
          by: StoryCast.everyoneMayAsk, level: .requestResponse, outcome: .code(201),
          request: ObjectBodies.rulesReview(namespace: "default")),
        list(nil, refused), list("default", refused), list("kube-system", refused),
        list("payments", refused), list("monitoring", refused), list("data-platform", refused),
        list("storefront", .code(200)), list("ci-runners", .code(200)),
        AuditExchange(
          "get", ObjectReference("secrets", in: "ci-runners", "registry-push"), by: by),
        AuditExchange(
          "get", ObjectReference("secrets", in: "storefront", "gateway-database"), by: by),
        AuditExchange(
          "create", ObjectReference("cronjobs", in: "kube-system", group: "batch"), by: by,
          query: "?fieldManager=kubectl-create&fieldValidation=Strict", level: .requestResponse,
          outcome: refused),
      ])
  }

  // 08:58: the pipeline may create bindings, because it installs charts.
  private var takeover: [Scene] {
    let name = "system-metrics-sync"
    let body = ObjectBodies.clusterAdminBinding(name: name, subject: StoryCast.subjectJSON)
    let by = StoryCast.usurper
    return [
      Scene(
        second: 3_487.1,
        exchange: creation(
          "clusterrolebindings", in: nil, name, group: "rbac.authorization.k8s.io", body,
          by: StoryCast.thief))
    ]
      + paced(
        from: 3_502.6, every: 9.8,
        [
          AuditExchange(
            "list", ObjectReference("secrets", in: "kube-system"), by: by, query: "?limit=500"),
          AuditExchange(
            "list", ObjectReference("secrets", in: "payments"), by: by, query: "?limit=500"),
          AuditExchange(
            "get", ObjectReference("secrets", in: "payments", "ledger-database"), by: by),
          AuditExchange(
            "list", ObjectReference("pods", in: "payments"), by: by, query: "?limit=500"),
        ])
  }

  // 09:06: a shell in a container that handles money.
  private var payments: [Scene] {
    [
      Scene(
        second: 3_974.3,
        exchange: shell(in: targetPod, of: "payments", container: "ledger", lasting: 212))
    ]
  }
}
