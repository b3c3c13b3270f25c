/// When in the life of a request the API server records it.
package enum AuditStage: String, Sendable, CaseIterable {
  /// Before it is authorized: nothing is known of the answer.
  case requestReceived = "RequestReceived"
  /// The answer's head was sent; only of requests that stay open, such as a watch or an exec.
  case responseStarted = "ResponseStarted"
  /// The answer is complete.
  case responseComplete = "ResponseComplete"
  /// The server itself failed.
  case panic = "Panic"
}
