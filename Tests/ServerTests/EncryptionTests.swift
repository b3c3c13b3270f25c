import Detections
import EventStore
import Foundation
import Server
import Testing

/// The server with certificates made for the test.
@Suite(.serialized, .timeLimit(.minutes(2))) struct EncryptionTests {
  @Test(.enabled(if: Certificates.shared != nil, "the openssl command is absent"))
  func eventsComeOverTLS() async throws {
    let files = try #require(Certificates.shared)
    try await RunningServer.run(encryption: files.server) { server in
      let client = ClientTransport(trust: .authority(path: files.path("ca.pem")))
      defer { client.stop() }
      let answer = try await client.send(
        OutgoingRequest(
          method: "POST", url: "https://localhost:\(server.port)/services/collector/event",
          headers: [("Authorization", "Splunk t0ken")], body: Array(#"{"event":"a"}"#.utf8)))
      #expect(answer.status == 200)
      #expect(String(decoding: answer.body, as: UTF8.self) == #"{"text":"Success","code":0}"#)
      #expect(server.sink.texts == ["a"])
    }
  }

  @Test(.enabled(if: Certificates.shared != nil, "the openssl command is absent"))
  func anUnknownAuthorityIsNotTrusted() async throws {
    let files = try #require(Certificates.shared)
    try await RunningServer.run(encryption: files.server) { server in
      let client = ClientTransport(trust: .system, seconds: 2)
      defer { client.stop() }
      await #expect(throws: (any Error).self) {
        try await client.send(
          OutgoingRequest(
            method: "GET", url: "https://localhost:\(server.port)/healthz", headers: [], body: []))
      }
    }
  }

  @Test(.enabled(if: Certificates.shared != nil, "the openssl command is absent"))
  func clientCertificatesAreCredentials() async throws {
    let files = try #require(Certificates.shared)
    var encryption = files.server
    encryption.clients = .optional(authorityPath: files.path("ca.pem"))
    let list =
      #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"level":"Metadata"}]}"#
    try await RunningServer.run(encryption: encryption, credentials: [.clientCertificate]) {
      server in
      let request = OutgoingRequest(
        method: "POST", url: "https://localhost:\(server.port)/kubernetes/audit?timeout=30s",
        headers: [("Content-Type", "application/json")], body: Array(list.utf8))
      let stranger = ClientTransport(trust: .authority(path: files.path("ca.pem")))
      defer { stranger.stop() }
      let refused = try await stranger.send(request)
      #expect(refused.status == 401)
      let known = ClientTransport(
        trust: .authority(path: files.path("ca.pem")),
        certificate: .init(
          certificatePath: files.path("client.pem"), keyPath: files.path("client.key")))
      defer { known.stop() }
      let taken = try await known.send(request)
      #expect(taken.status == 200)
      #expect(server.sink.texts == [#"{"level":"Metadata"}"#])
    }
  }

  @Test func missingCertificatesAreNamed() async throws {
    let encryption = ListenerEncryption(certificatePath: "/nowhere.pem", keyPath: "/nowhere.key")
    await #expect {
      try await RunningServer.run(encryption: encryption) { _ in }
    } throws: { error in
      "\(error)".hasPrefix("/nowhere.pem: the certificate cannot be read")
    }
  }
}

/// Certificates that the `openssl` command makes once for all tests.
final class Certificates: Sendable {
  static let shared = Certificates()

  private let folder: String

  private init?() {
    folder = NSTemporaryDirectory() + "needletail-certificates-\(UUID().uuidString)"
    let names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    let script = """
      set -e; mkdir -p '\(folder)'; cd '\(folder)'
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
        -keyout ca.key -out ca.pem -subj /CN=authority
      for name in server client; do
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
          -keyout $name.key -out $name.csr -subj /CN=$name
        printf '\(names)' > names
        openssl x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 \
          -extfile names -out $name.pem
      done
      """
    guard Shell.run(script) != nil else { return nil }
  }

  func path(_ name: String) -> String { folder + "/" + name }

  var server: ListenerEncryption {
    ListenerEncryption(certificatePath: path("server.pem"), keyPath: path("server.key"))
  }
}
