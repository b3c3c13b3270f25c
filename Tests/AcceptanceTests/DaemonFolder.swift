import Foundation

/// A folder with certificates and a project file for one daemon.
final class DaemonFolder: Sendable {
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  let path: String

  /// Errors: `Missing` where there is no `openssl` to make a certificate.
  init() throws {
    path = NSTemporaryDirectory() + "/needletail-serve-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try makeCertificate()
    setOffset(0)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var certificate: String { path + "/tls.crt" }
  var key: String { path + "/tls.key" }
  var store: String { path + "/store" }
  var offsetFile: String { path + "/offset" }

  static let hasOpenSSL = ["/usr/bin/openssl", "/opt/homebrew/bin/openssl"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path + "/" + name), options: .atomic)
  }

  func text(_ name: String) -> String {
    String(
      decoding: FileManager.default.contents(atPath: path + "/" + name) ?? Data(), as: UTF8.self)
  }

  /// Seconds by which the daemon's clock is ahead.
  func setOffset(_ seconds: Int) { try? write("offset", String(seconds)) }

  private func makeCertificate() throws {
    guard let program = Self.hasOpenSSL else { throw Missing(description: "no openssl here") }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost", "-addext",
      "subjectAltName=DNS:localhost,IP:127.0.0.1",
    ]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Missing(description: "openssl made no certificate")
    }
  }
}
