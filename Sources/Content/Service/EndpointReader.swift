import Diagnostics

/// Reads where a listener listens: `listen`, `tls`, `plaintext`.
struct EndpointReader {
  static let keys = ["listen", "tls", "plaintext"]

  private let section: MappingReader
  private let values: ServiceValues

  init(_ section: MappingReader, values: ServiceValues) {
    self.section = section
    self.values = values
  }

  func read(defaultPort: Int) -> EndpointSettings? {
    let text = values.text(section, section.path, "listen") ?? "127.0.0.1:\(defaultPort)"
    guard let (host, port) = Self.address(text, defaultPort: defaultPort) else {
      section.report.add(
        Diagnostic(
          .wrongType, "`\(section.name("listen"))` is an address and a port",
          at: section.span(of: "listen"), label: "this is `\(text)`",
          help: "for example `0.0.0.0:\(defaultPort)` or `[::1]:\(defaultPort)`"))
      return nil
    }
    var endpoint = EndpointSettings(host: host, port: port)
    if section.has("tls") {
      guard let tls = readTLS() else { return nil }
      endpoint.tls = tls
    } else if section.flag("plaintext") != true, !Self.isLoopback(host) {
      section.report.add(
        Diagnostic(
          .missingKey, "`\(section.path)` listens to other machines without TLS",
          at: section.span,
          help: "add `tls: {certificate: …, key: …}`, or say `plaintext: true`"))
      return nil
    }
    return endpoint
  }

  private func readTLS() -> EndpointSettings.TLS? {
    guard let tls = section.mapping("tls") else { return nil }
    tls.refuseUnknownKeys(besides: ["certificate", "key", "client_ca"])
    guard let certificate = tls.text("certificate", .required),
      let key = tls.text("key", .required)
    else { return nil }
    return EndpointSettings.TLS(
      certificate: values.resolved(certificate), key: values.resolved(key),
      clientAuthority: tls.text("client_ca").map { values.resolved($0) })
  }

  private static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }

  /// `host:port`, `:port`, `host` or `[v6]:port`.
  static func address(_ text: String, defaultPort: Int) -> (host: String, port: Int)? {
    var host = text[...]
    var port = defaultPort
    let afterBracket = text.lastIndex(of: "]") ?? text.startIndex
    if let colon = text[afterBracket...].lastIndex(of: ":") {
      guard let number = Int(text[text.index(after: colon)...]), (0...65535).contains(number)
      else { return nil }
      port = number
      host = text[..<colon]
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    if host.isEmpty { host = "0.0.0.0" }
    return (String(host), port)
  }
}
