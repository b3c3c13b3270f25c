// What the controllers, the scheduler and the probes do.
extension Traffic {
  static let controlPlane: [Share] =
    ["kube-controller-manager", "kube-scheduler"].map { name in
      Share(
        weight: 30,
        exchange: AuditExchange(
          "update",
          ObjectReference("leases", in: "kube-system", name, group: "coordination.k8s.io"),
          by: .component(name, purpose: "leader-election"), query: "?timeout=5s",
          level: requestResponse,
          request: ObjectBodies.lease(name), response: ObjectBodies.lease(name)))
    } + [
      Share(
        weight: 19,
        exchange: AuditExchange(
          "create", ObjectReference("pods", in: "<namespace>"),
          by: .controller("replicaset-controller"),
          level: requestResponse, outcome: .code(201), request: PodBodies.generated,
          response: PodBodies.stored)),
      Share(
        weight: 20,
        exchange: AuditExchange(
          "create", ObjectReference("pods", in: "<namespace>", "<pod>", subresource: "binding"),
          by: .component("kube-scheduler", purpose: "scheduler"), level: requestResponse,
          outcome: .code(201), request: ObjectBodies.binding, response: ObjectBodies.success)),
      Share(
        weight: 15,
        exchange: AuditExchange(
          "update",
          ObjectReference(
            "deployments", in: "<namespace>", "<app>", group: "apps", subresource: "status"),
          by: .controller("deployment-controller"), level: requestResponse,
          request: ObjectBodies.deployment, response: ObjectBodies.deployment)),
      Share(
        weight: 20,
        exchange: AuditExchange(
          "update",
          ObjectReference(
            "endpointslices", in: "<namespace>", "<app>-<suffix>", group: "discovery.k8s.io"),
          by: .controller("endpointslice-controller"))),
      Share(
        weight: 14,
        exchange: AuditExchange(
          "get", ObjectReference("serviceaccounts", in: "<namespace>", "<app>"),
          by: .controller("service-account-controller"))),
      Share(
        weight: 10,
        exchange: AuditExchange(
          "watch", ObjectReference("cronjobs", group: "batch"),
          by: .component("kube-controller-manager", purpose: "shared-informers"),
          query:
            "?allowWatchBookmarks=true&resourceVersion=<olderVersion>&timeoutSeconds=<timeout>&watch=true",
          duration: 300...600)),
      Share(
        weight: 8,
        exchange: AuditExchange(
          "update",
          ObjectReference(
            "cronjobs", in: "<namespace>", "<app>-rollup", group: "batch", subresource: "status"),
          by: .controller("cronjob-controller"), level: .request,
          request: ObjectBodies.cronJob(
            schedule: "15 * * * *", images: ["<image>"], command: "rollup --hour",
            name: "<app>-rollup"))),
      Share(
        weight: 8,
        exchange: AuditExchange(
          "create",
          ObjectReference("jobs", in: "<namespace>", "<app>-rollup-29<count>", group: "batch"),
          by: .controller("cronjob-controller"), path: "/apis/batch/v1/namespaces/<namespace>/jobs",
          level: .request, outcome: .code(201), request: ObjectBodies.job)),
      Share(weight: 25, exchange: AuditExchange("get", uri: "/readyz", by: probe)),
      Share(weight: 25, exchange: AuditExchange("get", uri: "/livez?exclude=etcd", by: probe)),
    ]

  private static let probe = Caller(
    Caller.anonymous.user, from: [Vocabulary.controlPlane], agent: "kube-probe/1.33",
    reason: Caller.clusterRBAC(
      binding: "system:public-info-viewer", role: "system:public-info-viewer",
      subject: "Group system:unauthenticated"))
}
