import Detections
import Foundation
import Server
import Synchronization

/// Clients that send events without end, each of a user of its own, and send again what nobody
/// acknowledged.
final class KillLoad: Sendable {
  enum Receiver: CaseIterable {
    case collector
    case webhook
  }

  private struct Batch {
    let texts: [String]
    let users: [String]
  }

  private struct State {
    var isStopped = false
    var next = 0
    /// By receiver: sent, and not acknowledged yet.
    var open: [Receiver: Batch] = [:]
    var acknowledged: [String] = []
    var resent = 0
    var answers: [Int: Int] = [:]
  }

  private let state = Mutex(State())
  private let certificate: String

  static let token = "load"

  init(certificate: String) { self.certificate = certificate }

  /// Users whose event is acknowledged.
  var acknowledged: [String] { state.withLock { $0.acknowledged } }
  /// Batches that were sent more than once.
  var resent: Int { state.withLock { $0.resent } }
  /// How many times which status was answered; 0 is none at all.
  var answers: [Int: Int] { state.withLock { $0.answers } }
  var hasOpen: Bool { state.withLock { !$0.open.isEmpty } }

  /// Ends what `run` does.
  func stop() { state.withLock { $0.isStopped = true } }

  /// Sends until `stop`; with `drains`, only what is open, until all is acknowledged.
  func run(
    ports: [String: Int], drains: Bool = false, now: @escaping @Sendable () -> Double
  ) async {
    state.withLock { $0.isStopped = false }
    let transport = ClientTransport(trust: .authority(path: certificate), seconds: 10)
    defer { transport.stop() }
    await withTaskGroup(of: Void.self) { group in
      for receiver in Receiver.allCases {
        guard let port = ports["\(receiver)"] else { continue }
        group.addTask {
          while let batch = self.batch(receiver, drains, now()) {
            await self.send(batch, to: receiver, port: port, transport)
          }
        }
      }
    }
  }

  private func batch(_ receiver: Receiver, _ drains: Bool, _ now: Double) -> Batch? {
    state.withLock { state in
      if state.isStopped { return nil }
      if let batch = state.open[receiver] {
        state.resent += 1
        return batch
      }
      guard !drains else { return nil }
      let numbers = state.next..<state.next + 1 + state.next % 5
      state.next = numbers.upperBound
      let users = numbers.map { "user-\($0)" }
      let batch = Batch(
        texts: zip(numbers, users).map { CronJobEvent.json($0, user: $1, at: now) }, users: users)
      state.open[receiver] = batch
      return batch
    }
  }

  private func send(
    _ batch: Batch, to receiver: Receiver, port: Int, _ transport: ClientTransport
  ) async {
    let (path, scheme, body) =
      switch receiver {
      case .collector:
        ("/services/collector", "Splunk", batch.texts.map(CronJobEvent.envelope).joined())
      case .webhook: ("/kubernetes/audit", "Bearer", CronJobEvent.list(batch.texts))
      }
    let request = OutgoingRequest(
      method: "POST", url: "https://localhost:\(port)\(path)",
      headers: [("Authorization", "\(scheme) \(Self.token)")], body: Array(body.utf8))
    let status = (try? await transport.send(request).status) ?? 0
    state.withLock { state in
      state.answers[status, default: 0] += 1
      guard status == 200 else { return }
      state.acknowledged += batch.users
      state.open[receiver] = nil
    }
    // A dead program is not asked again at once.
    if status == 0 { try? await Task.sleep(for: .milliseconds(10)) }
  }
}
