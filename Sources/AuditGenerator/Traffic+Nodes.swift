// What the kubelets of a cluster do all day.
extension Traffic {
  static let nodes: [Share] = [
    Share(weight: 210, exchange: heartbeat),
    Share(weight: 54, exchange: podStatusPatch),
    Share(weight: 50, exchange: nodeStatusPatch),
    Share(
      weight: 80,
      exchange: AuditExchange(
        "get", ObjectReference("pods", in: "<namespace>", "<pod>"), by: .podKubelet)),
    Share(
      weight: 45,
      exchange: AuditExchange(
        "watch", ObjectReference("pods"), by: .kubelet,
        query:
          "?allowWatchBookmarks=true&fieldSelector=spec.nodeName%3D<node>&resourceVersion=<olderVersion>&timeoutSeconds=<timeout>&watch=true",
        duration: 300...600)),
    Share(
      weight: 40,
      exchange: AuditExchange(
        "watch", ObjectReference("secrets", in: "<namespace>", "<app>-database"), by: .podKubelet,
        query:
          "?allowWatchBookmarks=true&fieldSelector=metadata.name%3D<app>-database&resourceVersion=<olderVersion>&timeoutSeconds=<timeout>&watch=true",
        path: "/api/v1/namespaces/<namespace>/secrets", duration: 300...600)),
    Share(
      weight: 35,
      exchange: AuditExchange(
        "watch", ObjectReference("configmaps", in: "<namespace>", "kube-root-ca.crt"),
        by: .podKubelet,
        query:
          "?allowWatchBookmarks=true&fieldSelector=metadata.name%3Dkube-root-ca.crt&resourceVersion=<olderVersion>&timeoutSeconds=<timeout>&watch=true",
        path: "/api/v1/namespaces/<namespace>/configmaps", duration: 300...600)),
    Share(
      weight: 26,
      exchange: event("Pulled", #"Container image \"<image>\" already present on machine"#)),
    Share(weight: 16, exchange: event("Created", "Created container: <app>")),
    Share(weight: 16, exchange: event("Started", "Started container <app>")),
    Share(weight: 8, exchange: event("Pulling", #"Pulling image \"<image>\""#)),
    Share(
      weight: 9,
      exchange: event(
        "Unhealthy",
        #"Readiness probe failed: Get \"https://<podIP>:8443/ready\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"#,
        type: "Warning")),
    Share(
      weight: 20,
      exchange: AuditExchange(
        "patch", ObjectReference("events", in: "<namespace>", "<pod>.<hash16>"), by: .podKubelet,
        level: .request, request: #"{"count":<count>,"lastTimestamp":"<stagedSecond>"}"#)),
    Share(
      weight: 15,
      exchange: AuditExchange(
        "create",
        ObjectReference("serviceaccounts", in: "<namespace>", "<app>", subresource: "token"),
        by: .podKubelet, outcome: .code(201))),
    Share(
      weight: 18,
      exchange: AuditExchange(
        "create", ObjectReference("tokenreviews", group: "authentication.k8s.io"), by: .kubelet,
        outcome: .code(201))),
    Share(
      weight: 12,
      exchange: AuditExchange(
        "create", ObjectReference("subjectaccessreviews", group: "authorization.k8s.io"),
        by: .kubelet,
        outcome: .code(201))),
    Share(
      weight: 14,
      exchange: AuditExchange(
        "delete", ObjectReference("pods", in: "<namespace>", "<pod>"), by: .podKubelet)),
  ]

  private static let heartbeat: AuditExchange = {
    var lease = ObjectReference(
      "leases", in: "kube-node-lease", "<node>", group: "coordination.k8s.io")
    lease.uid = "<nodeUID>"
    lease.resourceVersion = "<olderVersion>"
    return AuditExchange("update", lease, by: .kubelet, query: "?timeout=10s")
  }()

  private static let podStatusPatch = AuditExchange(
    "patch", ObjectReference("pods", in: "<namespace>", "<pod>", subresource: "status"),
    by: .podKubelet, level: requestResponse, request: PodBodies.statusPatch,
    response: PodBodies.stored)

  private static let nodeStatusPatch = AuditExchange(
    "patch", ObjectReference("nodes", "<node>", subresource: "status"), by: .kubelet,
    query: "?timeout=10s", level: .request, request: ObjectBodies.nodeStatusPatch)

  private static func event(_ reason: String, _ message: String, type: String = "Normal")
    -> AuditExchange
  {
    AuditExchange(
      "create", ObjectReference("events", in: "<namespace>", "<pod>.<hash16>"), by: .podKubelet,
      path: "/api/v1/namespaces/<namespace>/events", level: .request, outcome: .code(201),
      request: ObjectBodies.event(reason: reason, message: message, type: type))
  }
}
