// What people do with kubectl on a working day.
extension Traffic {
  static let people: [Share] = [
    Share(
      weight: 24,
      exchange: AuditExchange(
        "list", ObjectReference("pods", in: "<namespace>"), by: .person, query: "?limit=500")),
    Share(
      weight: 10,
      exchange: AuditExchange(
        "list", ObjectReference("deployments", in: "<namespace>", group: "apps"), by: .person,
        query: "?limit=500")),
    Share(
      weight: 12,
      exchange: AuditExchange(
        "get", ObjectReference("pods", in: "<namespace>", "<pod>", subresource: "log"), by: .person,
        query: "?container=<app>&follow=true&tailLines=100", duration: 20...400)),
    Share(
      weight: 8,
      exchange: AuditExchange(
        "get", ObjectReference("deployments", in: "<namespace>", "<app>", group: "apps"),
        by: .person)),
    Share(
      weight: 6,
      exchange: AuditExchange("list", ObjectReference("nodes"), by: .person, query: "?limit=500")),
    Share(
      weight: 3,
      exchange: AuditExchange(
        "create", ObjectReference("selfsubjectaccessreviews", group: "authorization.k8s.io"),
        by: .person,
        outcome: .code(201))),
    Share(
      weight: 1.5,
      exchange: AuditExchange(
        "list", ObjectReference("secrets", in: "<namespace>"), by: .person, query: "?limit=500",
        outcome: .forbidden(user: "<person>"))),
    Share(weight: 6, exchange: AuditExchange("get", uri: "/api?timeout=32s", by: .person)),
    Share(weight: 6, exchange: AuditExchange("get", uri: "/apis?timeout=32s", by: .person)),
  ]
}
