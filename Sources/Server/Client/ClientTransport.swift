import AsyncHTTPClient
package import Detections
import NIOCore
import NIOHTTP1
import NIOSSL

/// Sends requests over the network, with certificates checked.
package final class ClientTransport: HTTPTransport {
  /// Whose certificates are good.
  package enum Trust: Sendable, Equatable {
    /// Those that the machine trusts.
    case system
    /// Those that an authority of a PEM file signed.
    case authority(path: String)
    /// Any; only for tests against machines of one's own.
    case anyone
  }

  /// What the client shows of itself, as PEM files.
  package struct Certificate: Sendable, Equatable {
    package var certificatePath: String
    package var keyPath: String

    package init(certificatePath: String, keyPath: String) {
      self.certificatePath = certificatePath
      self.keyPath = keyPath
    }
  }

  private let client: HTTPClient
  private let seconds: Double
  private let largestAnswer: Int
  private let fault: ServerError?

  /// `seconds` bounds a request as a whole; files that cannot be read fail each of them.
  package init(
    trust: Trust = .system, certificate: Certificate? = nil, seconds: Double = 60,
    largestAnswer: Int = 16 << 20
  ) {
    self.seconds = seconds
    self.largestAnswer = largestAnswer
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = .seconds(min(10, seconds))
    var fault: ServerError?
    do throws(ServerError) {
      configuration.tlsConfiguration = try Self.encryption(trust, certificate)
    } catch {
      fault = error
    }
    self.fault = fault
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Must be called before the last reference goes.
  package func stop() {
    client.shutdown { _ in }
  }

  private static func encryption(
    _ trust: Trust, _ certificate: Certificate?
  ) throws(ServerError) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    switch trust {
    case .system: break
    case .anyone: configuration.certificateVerification = .none
    case .authority(let path):
      do {
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
      } catch {
        throw .certificate(path: path, reason: "the authority cannot be read: \(error)")
      }
    }
    if let certificate {
      do {
        configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(
          certificate.certificatePath
        ).map { .certificate($0) }
        configuration.privateKey = .privateKey(
          try NIOSSLPrivateKey(file: certificate.keyPath, format: .pem))
      } catch {
        throw .certificate(
          path: certificate.certificatePath, reason: "the certificate cannot be read: \(error)")
      }
    }
    return configuration
  }

  package func send(_ request: OutgoingRequest) async throws -> OutgoingResponse {
    if let fault { throw fault }
    var outgoing = HTTPClientRequest(url: request.url)
    outgoing.method = HTTPMethod(rawValue: request.method)
    for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
    if !request.body.isEmpty { outgoing.body = .bytes(request.body) }
    let response = try await client.execute(
      outgoing, timeout: .nanoseconds(Int64(seconds * 1e9)))
    let body = try await response.body.collect(upTo: largestAnswer)
    return OutgoingResponse(
      status: Int(response.status.code),
      headers: response.headers.map { ($0.name, $0.value) }, body: Array(body.readableBytesView))
  }
}
