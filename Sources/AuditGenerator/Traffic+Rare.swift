// What detections look for. The weights of all other traffic sum to about 1,650, so a weight of
// 0.16 is one event in ten thousand.
extension Traffic {
  static let rare: [Share] = cronJobs + access + pods + privileges + traces

  private static let cronJobCollection = ObjectReference(
    "cronjobs", in: "<namespace>", "<name>", group: "batch")
  private static let cronJobQuery = "?fieldManager=kubectl-create&fieldValidation=Strict"
  private static let cronJobPath = "/apis/batch/v1/namespaces/<namespace>/cronjobs"

  private static let cronJobs: [Share] = [
    Share(
      weight: 0.15,
      exchange: AuditExchange(
        "create", cronJobCollection, by: .administrator, query: cronJobQuery, path: cronJobPath,
        level: requestResponse, outcome: .code(201),
        request: ObjectBodies.cronJob(
          schedule: "30 2 * * *", images: ["<image>"], command: "prune --older-than 30d && report"),
        response: ObjectBodies.cronJob(
          schedule: "30 2 * * *", images: ["<image>"], command: "prune --older-than 30d && report"))
    ),
    Share(
      weight: 0.06,
      exchange: AuditExchange(
        "create", cronJobCollection, by: .person, query: cronJobQuery, path: cronJobPath,
        level: .request, outcome: .code(201),
        request: ObjectBodies.cronJob(
          schedule: "*/2 * * * *",
          images: ["<image>", "registry.example.net/tools/hashworker:latest"],
          command: "sync"))),
    Share(
      weight: 0.03,
      exchange: AuditExchange(
        "create", ObjectReference("cronjobs", in: "<namespace>", group: "batch"),
        by: .person.using("curl/8.14.1"), outcome: .forbidden(user: "<person>"))),
  ]

  private static let access: [Share] = [
    Share(
      weight: 1.2,
      exchange: session(
        "exec", query: "?command=sh&container=<app>&stdin=true&stdout=true&tty=true")),
    Share(weight: 0.3, exchange: session("attach", query: "?container=<app>&stdout=true")),
    Share(weight: 0.6, exchange: session("portforward", query: "?ports=8443")),
    Share(
      weight: 0.5,
      exchange: AuditExchange(
        "list", ObjectReference("secrets"), by: .administrator, query: "?limit=500")),
    Share(
      weight: 0.4,
      exchange: AuditExchange(
        "get", ObjectReference("secrets", in: "<namespace>", "<app>-database"), by: .person,
        impersonated:
          #"{"username":"break-glass","groups":["system:masters","system:authenticated"]}"#)),
    Share(
      weight: 1.0,
      exchange: AuditExchange(
        "list", ObjectReference("secrets", in: "<otherNamespace>"), by: .anonymous,
        outcome: .forbidden(user: "system:anonymous"))),
    Share(
      weight: 0.6,
      exchange: AuditExchange(
        "get", uri: "/metrics", by: .anonymous, outcome: .forbidden(user: "system:anonymous"))),
    Share(
      weight: 0.2,
      exchange: AuditExchange(
        "get", ObjectReference("nodes", "<node>", subresource: "proxy"),
        by: .person.using("curl/8.14.1"),
        path: "/api/v1/nodes/<node>/proxy/pods")),
    Share(
      weight: 0.3,
      exchange: AuditExchange(
        "create", ObjectReference("selfsubjectrulesreviews", group: "authorization.k8s.io"),
        by: .workload,
        level: requestResponse, outcome: .code(201),
        request: ObjectBodies.rulesReview(namespace: "<namespace>"))),
  ]

  private static let pods: [Share] = [
    Share(weight: 0.2, exchange: applied(.privileged, image: "<image>", by: .person)),
    Share(
      weight: 0.15,
      exchange: applied(.hostPath, image: "docker.io/library/alpine:3.22", by: .person)),
    Share(
      weight: 0.1,
      exchange: applied(
        [.privileged, .hostPath, .hostNetwork], image: "docker.io/library/alpine:3.22",
        by: .administrator)),
    Share(weight: 0.12, exchange: created("daemonsets", group: "apps", ObjectBodies.daemonSet)),
    Share(weight: 0.15, exchange: created("services", ObjectBodies.nodePortService)),
  ]

  private static let privileges: [Share] = [
    Share(
      weight: 0.1,
      exchange: created(
        "clusterrolebindings", group: "rbac.authorization.k8s.io", clusterWide: true,
        ObjectBodies.clusterAdminBinding(
          name: "<name>",
          subject: #"{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"<person>"}"#))),
    Share(
      weight: 0.1,
      exchange: created(
        "clusterroles", group: "rbac.authorization.k8s.io", clusterWide: true,
        ObjectBodies.wildcardRole)),
    Share(
      weight: 0.06,
      exchange: created(
        "mutatingwebhookconfigurations", group: "admissionregistration.k8s.io", clusterWide: true,
        ObjectBodies.mutatingWebhook)),
    Share(
      weight: 0.1,
      exchange: created(
        "certificatesigningrequests", group: "certificates.k8s.io", clusterWide: true,
        ObjectBodies.signingRequest)),
  ]

  private static let traces: [Share] = [
    Share(
      weight: 0.3,
      exchange: AuditExchange(
        "delete", ObjectReference("events", in: "<namespace>", "<pod>.<hash16>"), by: .administrator
      )),
    Share(
      weight: 0.08,
      exchange: AuditExchange(
        "delete", ObjectReference("namespaces", in: "<namespace>", "<namespace>"),
        by: .administrator,
        path: "/api/v1/namespaces/<namespace>")),
    Share(
      weight: 0.12,
      exchange: AuditExchange(
        "patch", ObjectReference("configmaps", in: "kube-system", "coredns"), by: .administrator,
        level: requestResponse,
        request:
          #"[{"op":"replace","path":"/data/Corefile","value":".:53 {\n    forward . 203.0.113.53\n}\n"}]"#
      )),
  ]

  private static func session(_ kind: String, query: String) -> AuditExchange {
    AuditExchange(
      "create", ObjectReference("pods", in: "<namespace>", "<pod>", subresource: kind), by: .person,
      query: query, level: requestResponse, outcome: .code(101), duration: 5...900)
  }

  private static func applied(_ traits: PodBodies.Traits, image: String, by caller: Caller)
    -> AuditExchange
  {
    let body = PodBodies.applied(traits, image: image)
    return AuditExchange(
      "create", ObjectReference("pods", in: "<namespace>", "<name>"), by: caller,
      query: "?fieldManager=kubectl-client-side-apply&fieldValidation=Strict",
      path: "/api/v1/namespaces/<namespace>/pods", level: requestResponse, outcome: .code(201),
      request: body, response: body)
  }

  private static func created(
    _ resource: String, group: String? = nil, clusterWide: Bool = false, _ body: String
  ) -> AuditExchange {
    let namespace = clusterWide ? nil : "<namespace>"
    let collection = ObjectReference(resource, in: namespace, group: group)
    return AuditExchange(
      "create", ObjectReference(resource, in: namespace, "<name>", group: group),
      by: .administrator,
      query: "?fieldManager=kubectl-create", path: collection.path, level: requestResponse,
      outcome: .code(201), request: body, response: body)
  }
}
