package import Detections
import Foundation

/// Does what an `AWSCredentialMachine` decides.
package actor AWSCredentialProvider {
  private var machine: AWSCredentialMachine
  private let transport: any HTTPTransport
  private let now: @Sendable () -> Double

  /// `now` is in seconds since the epoch.
  package init(
    _ source: AWSCredentialSource, transport: any HTTPTransport,
    now: @escaping @Sendable () -> Double
  ) {
    machine = AWSCredentialMachine(source)
    self.transport = transport
    self.now = now
  }

  /// Credentials that hold for some minutes at least, unless their source is out of reach.
  ///
  /// Ordering: one call at a time.
  /// Errors: `AWSCredentialError`.
  package func credentials() async throws -> AWSCredentials {
    var action = machine.begin(now: now())
    while true {
      switch action {
      case .use(let credentials): return credentials
      case .fail(let error): throw error
      case .read(let path): action = machine.handle(Self.text(path), now: now())
      case .send(let request): action = machine.handle(await answer(to: request), now: now())
      }
    }
  }

  private static func text(_ path: String) -> AWSCredentialMachine.Event {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      return .failure("\(path) cannot be read")
    }
    return .text(text)
  }

  private func answer(to request: OutgoingRequest) async -> AWSCredentialMachine.Event {
    do {
      return .response(try await transport.send(request))
    } catch {
      return .failure("no answer: \(error)")
    }
  }
}
