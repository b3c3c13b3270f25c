package import Diagnostics

/// What `needletail serve` reads from the `serve` section of a project file.
package struct ServiceSettings: Sendable, Equatable {
  package struct Store: Sendable, Equatable {
    package var folder = "needletail-store"
    /// Units: seconds; nil keeps events for ever.
    package var maximumAge: Double?
    /// Units: bytes on disk; nil sets no limit.
    package var maximumSize: Int?

    package init() {}
  }

  package struct Schedule: Sendable, Equatable {
    /// How many searches run at the same time: they share one scan.
    package var concurrency = 256

    package init() {}
  }

  package var store = Store()
  package var collector: CollectorSettings?
  package var webhook: WebhookSettings?
  package var files: [TailSettings] = []
  package var cloudWatch: [CloudWatchSettings] = []
  package var outputs: [OutputSettings] = []
  package var schedule = Schedule()
  package var riskFactors: [RiskFactorSettings] = []
  package var assets: [AssetSettings] = []
  package var admin: EndpointSettings?
  /// Whose certificates outputs and CloudWatch must show; nil is the machine's list.
  package var clientAuthority: String?

  package init() {}
}

/// Where a listener listens, and its TLS.
package struct EndpointSettings: Sendable, Equatable {
  package struct TLS: Sendable, Equatable {
    package var certificate: String
    package var key: String
    /// Clients must show a certificate that this authority signed.
    package var clientAuthority: String?

    package init(certificate: String, key: String, clientAuthority: String? = nil) {
      self.certificate = certificate
      self.key = key
      self.clientAuthority = clientAuthority
    }
  }

  package var host: String
  package var port: Int
  /// Nil only where the file says `plaintext: true`.
  package var tls: TLS?

  package init(host: String, port: Int, tls: TLS? = nil) {
    self.host = host
    self.port = port
    self.tls = tls
  }
}

/// The HTTP Event Collector.
package struct CollectorSettings: Sendable, Equatable {
  package struct Token: Sendable, Equatable {
    package var name: String
    package var secret: Secret
    package var index = "main"
    /// The indexes that a client may name; empty allows any.
    package var indexes: [String] = []
    package var source: String?
    package var sourcetype: String?
    package var acknowledges = false
    package var allowsQueryToken = false

    package init(name: String, secret: Secret) {
      self.name = name
      self.secret = secret
    }
  }

  package var endpoint: EndpointSettings
  package var tokens: [Token]

  package init(endpoint: EndpointSettings, tokens: [Token]) {
    self.endpoint = endpoint
    self.tokens = tokens
  }
}

/// The Kubernetes audit webhook.
package struct WebhookSettings: Sendable, Equatable {
  package var endpoint: EndpointSettings
  /// Bearer tokens; empty only where client certificates are required.
  package var tokens: [Secret] = []
  package var index = "main"
  /// The `host` of the events: the name of the cluster.
  package var cluster: String?
  /// How the API server reaches this listener, for its kubeconfig.
  package var url: String?

  package init(endpoint: EndpointSettings) { self.endpoint = endpoint }
}

/// Files that are followed as they grow.
package struct TailSettings: Sendable, Equatable {
  package var path: String
  package var index = "main"
  package var source: String?
  package var sourcetype: String?
  package var host: String?

  package init(path: String) { self.path = path }
}

/// A log group that is read again and again.
package struct CloudWatchSettings: Sendable, Equatable {
  package var group: String
  package var region: String
  package var streamPrefix = "kube-apiserver-audit"
  /// Units: seconds.
  package var interval = 10.0
  /// Other than the region's own, for a proxy or a test.
  package var endpoint: String?
  package var index = "main"
  /// From the file, or `AWS_ACCESS_KEY_ID` and its kin.
  package var accessKey: Secret?
  package var secretKey: Secret?
  package var sessionToken: Secret?

  package init(group: String, region: String) {
    self.group = group
    self.region = region
  }
}

/// Where findings go.
package struct OutputSettings: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case stdout
    case file
    case webhook
    case slack
    case alertmanager
    case hec
  }

  /// What is sent to where a format can be chosen.
  package enum Format: String, Sendable, CaseIterable {
    /// As `detect` prints it.
    case needletail
    /// OCSF Detection Finding, class 2004.
    case ocsf
    /// The field names of Enterprise Security's notables.
    case enterpriseSecurity = "enterprise-security"
  }

  package var name: String
  package var kind: Kind
  package var format = Format.needletail
  /// A URL, or a path for `file`.
  package var target: String?
  /// The key of a webhook's signature, or a collector's token.
  package var secret: Secret?
  /// Of a collector; without one, its token's own.
  package var index: String?
  /// The least that is sent.
  package var severity = Severity.informational
  /// Only findings of these detections; empty is all.
  package var only: [String] = []

  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

extension ServiceSettings {
  /// Whether events can come in at all.
  package var hasReceiver: Bool {
    collector != nil || webhook != nil || !files.isEmpty || !cloudWatch.isEmpty
  }
}
