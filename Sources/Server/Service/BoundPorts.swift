import Synchronization

/// The ports that listeners got, for those that asked for any.
package final class BoundPorts: Sendable {
  private struct State {
    var ports: [String: Int] = [:]
    var failure: ServerError?
    var waiting: [CheckedContinuation<[String: Int], any Error>] = []
  }

  private let state = Mutex(State())
  private let count: Int

  init(count: Int) {
    self.count = count
  }

  /// Returns when every listener listens.
  ///
  /// Shape: by the listener's name.
  /// Errors: `ServerError` when one of them cannot.
  package func all() async throws -> [String: Int] {
    try await withCheckedThrowingContinuation { continuation in
      let ready: Result<[String: Int], any Error>? = state.withLock { state in
        if let failure = state.failure { return .failure(failure) }
        if state.ports.count >= count { return .success(state.ports) }
        state.waiting.append(continuation)
        return nil
      }
      if let ready { continuation.resume(with: ready) }
    }
  }

  func set(_ port: Int, of name: String) {
    let (waiting, ports) = state.withLock { state in
      state.ports[name] = port
      guard state.ports.count >= count else {
        return ([CheckedContinuation<[String: Int], any Error>](), state.ports)
      }
      defer { state.waiting = [] }
      return (state.waiting, state.ports)
    }
    for continuation in waiting { continuation.resume(returning: ports) }
  }

  func fail(_ error: ServerError) {
    let waiting = state.withLock { state in
      state.failure = error
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume(throwing: error) }
  }
}
