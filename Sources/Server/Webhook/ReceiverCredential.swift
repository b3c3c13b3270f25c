package import Diagnostics
import Foundation

/// Something that a client shows to be let in.
package enum ReceiverCredential: Sendable, Equatable {
  /// `Authorization: Bearer …`
  case bearer(Secret)
  case basic(user: String, password: Secret)
  /// Any certificate that the listener's client authority signed.
  case clientCertificate

  package func holds(for head: RequestHead) -> Bool {
    switch self {
    case .clientCertificate: return head.hasClientCertificate
    case .bearer(let secret):
      guard let token = Self.rest(of: head, scheme: "bearer") else { return false }
      return secret.matches(token)
    case .basic(let user, let password):
      guard let text = Self.rest(of: head, scheme: "basic"),
        let shown = BasicCredentials(base64: text)
      else { return false }
      return shown.user == user && password.matches(shown.password)
    }
  }

  private static func rest(of head: RequestHead, scheme: String) -> String? {
    guard let header = head.header("authorization") else { return nil }
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == scheme else { return nil }
    return parts[1].trimmingCharacters(in: .whitespaces)
  }
}
