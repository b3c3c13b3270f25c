package import Diagnostics

/// The file that an API server's `--audit-webhook-config-file` takes.
///
/// Source: Kubernetes' auditing guide: the kubeconfig format with one cluster, user and context.
package struct WebhookKubeconfig: Sendable {
  /// As the API server reaches it, with the path of the receiver.
  package var url: String
  /// The certificate of the authority that signed the receiver's, in PEM; nil for one that the API
  /// server trusts anyway.
  package var certificateAuthority: [UInt8]?
  package var user: User

  package enum User: Sendable {
    case none
    case token(Secret)
    case basic(user: String, password: Secret)
    /// Paths of files on the API server's machine.
    case certificate(certificatePath: String, keyPath: String)
  }

  package init(url: String, certificateAuthority: [UInt8]? = nil, user: User) {
    self.url = url
    self.certificateAuthority = certificateAuthority
    self.user = user
  }

  /// YAML.
  package var text: String {
    var lines = [
      "apiVersion: v1", "kind: Config", "clusters:", "- name: needletail", "  cluster:",
      "    server: \(quoted(url))",
    ]
    if let certificateAuthority {
      lines.append("    certificate-authority-data: \(Base64Text.encode(certificateAuthority))")
    }
    lines += ["users:", "- name: api-server"]
    switch user {
    case .none: lines.append("  user: {}")
    case .token(let token): lines += ["  user:", "    token: \(quoted(token.value))"]
    case .basic(let user, let password):
      lines += [
        "  user:", "    username: \(quoted(user))", "    password: \(quoted(password.value))",
      ]
    case .certificate(let certificate, let key):
      lines += [
        "  user:", "    client-certificate: \(quoted(certificate))",
        "    client-key: \(quoted(key))",
      ]
    }
    lines += [
      "contexts:", "- name: webhook", "  context:", "    cluster: needletail",
      "    user: api-server", "current-context: webhook",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// A double-quoted text, which YAML reads as JSON does.
  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
