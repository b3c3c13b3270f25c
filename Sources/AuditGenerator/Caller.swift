/// Who sends a request, from where, with what program, and why the authorizer lets it pass.
struct Caller: Sendable {
  var user: String
  var addresses: [String]
  var agent: String
  var reason: String

  init(_ user: String, from addresses: [String], agent: String, reason: String = "") {
    self.user = user
    self.addresses = addresses
    self.agent = agent
    self.reason = reason
  }

  func using(_ agent: String) -> Caller {
    var copy = self
    copy.agent = agent
    return copy
  }

  func allowed(by reason: String) -> Caller {
    var copy = self
    copy.reason = reason
    return copy
  }

  /// The kubelet of a node; nodes are authorized by their own authorizer, which gives no reason.
  static let kubelet = Caller(
    #"{"username":"system:node:<node>","groups":["system:nodes","system:authenticated"]}"#,
    from: ["<nodeIP>"], agent: Vocabulary.kubelet)

  /// The kubelet of the node that runs the workload of this event.
  static let podKubelet = Caller(
    #"{"username":"system:node:<podNode>","groups":["system:nodes","system:authenticated"]}"#,
    from: ["<podNodeIP>"], agent: Vocabulary.kubelet)

  /// The service account of the workload of this event, with the token claims of a bound token.
  static let workload = Caller(
    compact(
      #"""
      {"username":"system:serviceaccount:<namespace>:<app>","uid":"<accountUID>",
      "groups":["system:serviceaccounts","system:serviceaccounts:<namespace>","system:authenticated"],
      "extra":{"authentication.kubernetes.io/credential-id":["JTI=<uid2>"],
      "authentication.kubernetes.io/node-name":["<podNode>"],
      "authentication.kubernetes.io/node-uid":["<podNodeUID>"],
      "authentication.kubernetes.io/pod-name":["<pod>"],
      "authentication.kubernetes.io/pod-uid":["<podUID>"]}}
      """#),
    from: ["<podIP>"], agent: "Go-http-client/2.0",
    reason: rbac(
      binding: "<app>/<namespace>", role: "<app>", subject: "ServiceAccount <app>/<namespace>")
  )

  /// Someone of the staff, behind the balancer.
  static let person = Caller(
    compact(
      #"""
      {"username":"<person>","groups":["team:<personGroup>","team:everyone","system:authenticated"],
      "extra":{"authentication.kubernetes.io/credential-id":["JTI=<uid2>"]}}
      """#),
    from: ["<personIP>", Vocabulary.balancer], agent: "<personAgent>",
    reason: clusterRBAC(binding: "everyone-reads", role: "view", subject: "Group team:everyone"))

  /// The break-glass certificate of the control plane.
  static let administrator = Caller(
    compact(
      #"""
      {"username":"kubernetes-admin","groups":["kubeadm:cluster-admins","system:authenticated"],
      "extra":{"authentication.kubernetes.io/credential-id":["X509SHA256=<hash64>"]}}
      """#),
    from: ["<personIP>", Vocabulary.balancer],
    agent: "kubectl/v1.33.2 (linux/amd64) kubernetes/\(Vocabulary.kubectlCommit)",
    reason: clusterRBAC(
      binding: "kubeadm:cluster-admins", role: "cluster-admin",
      subject: "Group kubeadm:cluster-admins"))

  /// Nobody known, from anywhere.
  static let anonymous = Caller(
    #"{"username":"system:anonymous","groups":["system:unauthenticated"]}"#,
    from: ["<outsideIP>", Vocabulary.balancer], agent: "python-requests/2.32.4")

  /// A part of the control plane that authenticates with a certificate.
  static func component(_ name: String, purpose: String) -> Caller {
    Caller(
      #"{"username":"system:\#(name)","groups":["system:authenticated"]}"#,
      from: [Vocabulary.controlPlane], agent: "\(name)/\(Vocabulary.serverVersion)/\(purpose)",
      reason: clusterRBAC(
        binding: "system:\(name)", role: "system:\(name)", subject: "User system:\(name)"))
  }

  /// One of the loops of the controller manager, under its own service account.
  static func controller(_ name: String) -> Caller {
    Caller(
      compact(
        #"""
        {"username":"system:serviceaccount:kube-system:\#(name)","uid":"3f0c9e52-5a0e-4f0f-9d5b-6b1c4bb1f2a7",
        "groups":["system:serviceaccounts","system:serviceaccounts:kube-system","system:authenticated"]}
        """#),
      from: [Vocabulary.controlPlane],
      agent:
        "kube-controller-manager/\(Vocabulary.serverVersion)/system:serviceaccount:kube-system:\(name)",
      reason: clusterRBAC(
        binding: "system:controller:\(name)", role: "system:controller:\(name)",
        subject: "ServiceAccount \(name)/kube-system"))
  }

  /// An add-on that runs once in the cluster.
  static func addOn(_ name: String, in namespace: String, agent: String) -> Caller {
    Caller(
      compact(
        #"""
        {"username":"system:serviceaccount:\#(namespace):\#(name)","uid":"b27d4f0e-9d3c-4f5e-8a51-0c1d3a9e7f64",
        "groups":["system:serviceaccounts","system:serviceaccounts:\#(namespace)","system:authenticated"],
        "extra":{"authentication.kubernetes.io/credential-id":["JTI=<uid2>"],
        "authentication.kubernetes.io/pod-name":["\#(name)-0"],
        "authentication.kubernetes.io/pod-uid":["5e8b4ab0-1b2f-4f6e-9a0c-7d2a64c1e9d3"]}}
        """#),
      from: ["10.244.3.17"], agent: agent,
      reason: clusterRBAC(binding: name, role: name, subject: "ServiceAccount \(name)/\(namespace)")
    )
  }

  private static func quoted(subject: String) -> String {
    let parts = subject.split(separator: " ", maxSplits: 1)
    return parts.count == 2 ? #"\#(parts[0]) \"\#(parts[1])\""# : subject
  }

  static func rbac(binding: String, role: String, subject: String) -> String {
    #"RBAC: allowed by RoleBinding \"\#(binding)\" of Role \"\#(role)\" to \#(quoted(subject: subject))"#
  }

  static func clusterRBAC(binding: String, role: String, subject: String) -> String {
    #"RBAC: allowed by ClusterRoleBinding \"\#(binding)\" of ClusterRole \"\#(role)\" to \#(quoted(subject: subject))"#
  }
}

/// Joins the lines of a document that was laid out for reading.
///
/// Sound for JSON, where a line break is never part of a value.
func compact(_ text: String) -> String {
  text.split(separator: "\n").map { line in line.drop { $0 == " " } }.joined()
}
