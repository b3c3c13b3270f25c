import NIOSSL

/// The certificate of a listener, and what it asks of its clients'.
package struct ListenerEncryption: Sendable, Equatable {
  package enum ClientVerification: Sendable, Equatable {
    /// Clients are not asked for a certificate.
    case none
    /// A certificate that is shown must be signed by the authority.
    case optional(authorityPath: String)
    /// No connection without a certificate that the authority signed.
    case required(authorityPath: String)
  }

  /// PEM files; the certificate first, then those that signed it.
  package var certificatePath: String
  package var keyPath: String
  package var clients = ClientVerification.none

  package init(certificatePath: String, keyPath: String) {
    self.certificatePath = certificatePath
    self.keyPath = keyPath
  }

  /// Reads the files.
  func configuration() throws(ServerError) -> TLSConfiguration {
    let certificates = try read(certificatePath, "certificate") {
      try NIOSSLCertificate.fromPEMFile($0)
    }
    let key = try read(keyPath, "private key") { try NIOSSLPrivateKey(file: $0, format: .pem) }
    guard !certificates.isEmpty else {
      throw .certificate(path: certificatePath, reason: "it holds no certificate")
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    switch clients {
    case .none: configuration.certificateVerification = .none
    case .optional(let path):
      configuration.trustRoots = .certificates(try authority(path))
      configuration.certificateVerification = .optionalVerification
    case .required(let path):
      configuration.trustRoots = .certificates(try authority(path))
      configuration.certificateVerification = .noHostnameVerification
    }
    return configuration
  }

  private func authority(_ path: String) throws(ServerError) -> [NIOSSLCertificate] {
    try read(path, "client authority") { try NIOSSLCertificate.fromPEMFile($0) }
  }

  private func read<Content>(
    _ path: String, _ what: String, _ body: (String) throws -> Content
  ) throws(ServerError) -> Content {
    do {
      return try body(path)
    } catch {
      throw .certificate(path: path, reason: "the \(what) cannot be read: \(error)")
    }
  }
}
