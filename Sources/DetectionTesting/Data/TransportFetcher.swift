package import Detections
import Dispatch
import Foundation
import Synchronization

/// Downloads attack data through the program's HTTP client.
package struct TransportFetcher: AttackDataFetcher {
  private let transport: any HTTPTransport

  package init(_ transport: any HTTPTransport) { self.transport = transport }

  private static let mostRedirects = 5

  package func fetch(_ url: String, to path: String) throws {
    var address = url
    for _ in 0...Self.mostRedirects {
      let response = try get(address)
      let location = response.headers.first { $0.name.lowercased() == "location" }?.value
      switch response.status {
      case 200:
        try Data(response.body).write(to: URL(fileURLWithPath: path))
        return
      case 301, 302, 303, 307, 308:
        guard let next = location.flatMap({ URL(string: $0, relativeTo: URL(string: address)) })
        else { throw AttackDataError("\(address) redirects to nowhere") }
        address = next.absoluteString
      default: throw AttackDataError("\(address) answers with status \(response.status)")
      }
    }
    throw AttackDataError("\(url) redirects more than \(Self.mostRedirects) times")
  }

  /// Waits for the answer: tests run on threads of their own, never on those of tasks.
  private func get(_ url: String) throws -> OutgoingResponse {
    let answer = Answer()
    let done = DispatchSemaphore(value: 0)
    let transport = transport
    Task {
      let request = OutgoingRequest(method: "GET", url: url, headers: [], body: [])
      do {
        answer.set(.success(try await transport.send(request)))
      } catch {
        answer.set(.failure(error))
      }
      done.signal()
    }
    done.wait()
    guard let result = answer.value else {
      throw AttackDataError("no answer from \(url)")
    }
    return try result.get()
  }
}

/// What came back, written by a task and read by the thread that waits for it.
private final class Answer: Sendable {
  private let result = Mutex<Result<OutgoingResponse, any Error>?>(nil)

  func set(_ value: Result<OutgoingResponse, any Error>) { result.withLock { $0 = value } }

  var value: Result<OutgoingResponse, any Error>? { result.withLock { $0 } }
}
