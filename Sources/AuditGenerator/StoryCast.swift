/// The people and accounts of the story.
enum StoryCast {
  static let account = "system:serviceaccount:ci-runners:deployer"
  static let intruderAddresses = ["203.0.113.77", Vocabulary.balancer]
  static let intruderAgent = "kubectl/v1.29.3 (linux/arm64) kubernetes/6813625"

  private static let deployer = compact(
    #"""
    {"username":"\#(account)","uid":"8d0f5a3e-64c7-4b0b-9a57-2f8e9d1c7b46",
    "groups":["system:serviceaccounts","system:serviceaccounts:ci-runners","system:authenticated"],
    "extra":{"authentication.kubernetes.io/credential-id":["JTI=4c1d9f0a-2b7e-4d58-8c36-a90e57f1b2c8"]}}
    """#)

  private static let subject = "ServiceAccount deployer/ci-runners"

  static let subjectJSON = #"{"kind":"ServiceAccount","name":"deployer","namespace":"ci-runners"}"#

  /// The account as its pipeline uses it: inside the cluster, from a runner's pod.
  static let pipeline = Caller(
    deployer, from: ["10.244.2.31"], agent: "Helm/3.18.4",
    reason: Caller.clusterRBAC(binding: "ci-deployer", role: "ci-deployer", subject: subject))

  /// The same account from outside, with another program.
  static let thief = Caller(
    deployer, from: intruderAddresses, agent: intruderAgent, reason: pipeline.reason)

  /// The account after it has made itself an administrator.
  static let usurper = thief.allowed(
    by: Caller.clusterRBAC(binding: "system-metrics-sync", role: "cluster-admin", subject: subject))

  static let everyoneMayAsk = thief.allowed(
    by: Caller.clusterRBAC(
      binding: "system:basic-user", role: "system:basic-user", subject: "Group system:authenticated"
    ))

  static let scanner = Caller(
    Caller.anonymous.user, from: intruderAddresses, agent: "python-requests/2.32.4",
    reason: Caller.clusterRBAC(
      binding: "system:public-info-viewer", role: "system:public-info-viewer",
      subject: "Group system:unauthenticated"))

  /// A colleague who creates an honest cron job.
  static let engineer = Caller(
    #"{"username":"teo.okafor@example.com","groups":["team:payments","team:everyone","system:authenticated"]}"#,
    from: ["198.51.100.27", Vocabulary.balancer],
    agent: "kubectl/v1.33.2 (linux/amd64) kubernetes/\(Vocabulary.kubectlCommit)",
    reason: Caller.rbac(binding: "payments-owners", role: "owner", subject: "Group team:payments"))
}
