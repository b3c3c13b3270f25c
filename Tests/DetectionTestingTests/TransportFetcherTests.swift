import DetectionTesting
import Detections
import Dispatch
import Foundation
import Testing

@Suite struct TransportFetcherTests {
  /// A server with one file, and another place that points to it.
  private struct Transport: HTTPTransport {
    func send(_ request: OutgoingRequest) async throws -> OutgoingResponse {
      switch request.url {
      case "https://a.example/old":
        OutgoingResponse(status: 302, headers: [("Location", "/new")], body: [])
      case "https://a.example/new": OutgoingResponse(status: 200, headers: [], body: [1, 2])
      case "https://a.example/loop":
        OutgoingResponse(status: 302, headers: [("location", "/loop")], body: [])
      default: OutgoingResponse(status: 404, headers: [], body: [])
      }
    }
  }

  /// On a thread that may wait, as those of test runs are; the pool of tasks has few.
  private func fetched(_ url: String) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try Self.fetch(url) })
      }
    }
  }

  private static func fetch(_ url: String) throws -> [UInt8] {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("fetcher-tests-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try TransportFetcher(Transport()).fetch(url, to: path)
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test func redirectsAreFollowed() async throws {
    #expect(try await fetched("https://a.example/old") == [1, 2])
  }

  @Test func whatIsNotThereIsSaid() async {
    await #expect(throws: AttackDataError.self) { try await fetched("https://a.example/gone") }
    await #expect(throws: AttackDataError.self) { try await fetched("https://a.example/loop") }
  }
}
