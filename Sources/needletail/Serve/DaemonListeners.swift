import Content
import Diagnostics
import Foundation
import Server

/// What the listeners of the `serve` section become.
struct DaemonListeners {
  let settings: ServiceSettings
  let intake: EventIntake
  let clock: ServiceClock
  let pages: [any RequestHandler]

  var configuration: ReceiverConfiguration {
    var listeners: [ReceiverConfiguration.Listener] = []
    if let collector = settings.collector {
      listeners.append(
        listener("collector", collector.endpoint, [hec(collector)]))
    }
    if let webhook = settings.webhook {
      listeners.append(listener("webhook", webhook.endpoint, [audit(webhook)]))
    }
    if let admin = settings.admin { listeners.append(listener("admin", admin, pages)) }
    return ReceiverConfiguration(listeners: listeners)
  }

  private func listener(
    _ name: String, _ endpoint: EndpointSettings, _ handlers: [any RequestHandler]
  ) -> ReceiverConfiguration.Listener {
    ReceiverConfiguration.Listener(
      name: name, host: endpoint.host, port: endpoint.port,
      encryption: endpoint.tls.map { tls in
        var encryption = ListenerEncryption(
          certificatePath: tls.certificate, keyPath: tls.key)
        if let authority = tls.clientAuthority {
          encryption.clients = .required(authorityPath: authority)
        }
        return encryption
      }, handlers: handlers)
  }

  private func hec(_ collector: CollectorSettings) -> HECReceiver {
    let tokens = collector.tokens.map { settings in
      var token = HECToken(name: settings.name, value: settings.secret)
      token.index = settings.index
      token.indexes = settings.indexes
      token.source = settings.source
      token.sourcetype = settings.sourcetype
      token.usesAcknowledgement = settings.acknowledges
      token.allowsQueryAuthorization = settings.allowsQueryToken
      return token
    }
    let host = ProcessInfo.processInfo.hostName
    let clock = clock
    return HECReceiver(
      configuration: HECConfiguration(
        tokens: tokens, defaults: HECDefaults(host: "\(host):\(collector.endpoint.port)")),
      intake: intake, now: { clock.now })
  }

  private func audit(_ webhook: WebhookSettings) -> AuditWebhookReceiver {
    var credentials = webhook.tokens.map { ReceiverCredential.bearer($0) }
    if webhook.endpoint.tls?.clientAuthority != nil { credentials.append(.clientCertificate) }
    var configuration = AuditWebhookConfiguration(credentials: credentials)
    configuration.index = webhook.index
    if let cluster = webhook.cluster { configuration.host = cluster }
    return AuditWebhookReceiver(configuration: configuration, intake: intake)
  }
}

extension WebhookSettings {
  /// The file for the API server's `--audit-webhook-config-file`.
  ///
  /// Errors: `Failure` when the certificate cannot be read.
  func kubeconfig() throws -> String {
    let path = AuditWebhookConfiguration(credentials: []).path
    let scheme = endpoint.tls == nil ? "http" : "https"
    let address = url ?? "\(scheme)://\(endpoint.host):\(endpoint.port)"
    var authority: [UInt8]?
    if let tls = endpoint.tls {
      guard let data = FileManager.default.contents(atPath: tls.certificate) else {
        throw Failure.world("cannot read the certificate \(tls.certificate)")
      }
      authority = Array(data)
    }
    let user: WebhookKubeconfig.User =
      if let token = tokens.first {
        .token(token)
      } else if endpoint.tls?.clientAuthority != nil {
        .certificate(
          certificatePath: "/etc/kubernetes/pki/needletail-client.crt",
          keyPath: "/etc/kubernetes/pki/needletail-client.key")
      } else {
        .none
      }
    return WebhookKubeconfig(
      url: (address.hasSuffix("/") ? String(address.dropLast()) : address) + path,
      certificateAuthority: authority, user: user
    ).text
  }
}
