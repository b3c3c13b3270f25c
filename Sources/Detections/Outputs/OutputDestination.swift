package import Content
import EventModel

/// Where findings go, in which form, and which of them.
package struct OutputDestination: Sendable {
  package enum Kind: Sendable {
    case standardOutput
    /// One JSON object a line, appended.
    case file(path: String)
    /// With a secret, each body is signed.
    case webhook(url: String, secret: String?, headers: [(name: String, value: String)])
    case slack(url: String)
    /// The address without `/api/v2/alerts`.
    case alertmanager(url: String, headers: [(name: String, value: String)])
    /// The address without `/services/collector/event`; without an index, the token's own.
    case hec(url: String, token: String, index: String?)
  }

  /// Whether payloads are written by this process, not sent to another.
  var isLocal: Bool {
    switch kind {
    case .standardOutput, .file: true
    case .webhook, .slack, .alertmanager, .hec: false
    }
  }

  package typealias Format = OutputSettings.Format

  /// Queues are found again by it after a restart.
  package let name: String
  package let kind: Kind
  package let format: Format
  package let kinds: [FindingKind]
  package let leastSeverity: Severity
  /// Patterns for names or ids; all without any.
  package let detections: [String]

  package init(
    name: String, kind: Kind, format: Format = .needletail,
    kinds: [FindingKind] = FindingKind.allCases, leastSeverity: Severity = .informational,
    detections: [String] = []
  ) {
    self.name = name
    self.kind = kind
    self.format = format
    self.kinds = kinds
    self.leastSeverity = leastSeverity
    self.detections = detections
  }

  func wants(_ draft: FindingDraft) -> Bool {
    guard kinds.contains(draft.kind), draft.severity >= leastSeverity else { return false }
    return detections.isEmpty
      || detections.contains { text in
        let pattern = WildcardPattern(text, isCaseSensitive: false)
        return pattern.matches(draft.finding.detection) || pattern.matches(draft.finding.id)
      }
  }

  /// What the destination gets of a finding; nil when it does not want it.
  func payload(of draft: FindingDraft, number: Int) -> [UInt8]? {
    guard wants(draft) else { return nil }
    switch kind {
    case .standardOutput, .file, .webhook: return formatted(draft, number)
    case .slack: return SlackMessage.json(draft, number: number)
    case .alertmanager: return AlertmanagerAlert.json(draft)
    case .hec(_, _, let index):
      return HECEnvelope.json(draft, event: formatted(draft, number), format: format, index: index)
    }
  }

  private func formatted(_ draft: FindingDraft, _ number: Int) -> [UInt8] {
    switch format {
    case .needletail: NeedletailFinding.json(draft, number: number)
    case .ocsf: OCSFFinding.json(draft)
    case .enterpriseSecurity: Array((draft.notable?.text ?? "{}").utf8)
    }
  }

  /// The request that carries a payload; nil for what is no HTTP destination.
  package func request(for delivery: QueuedDelivery) -> OutgoingRequest? {
    var headers = [
      (name: "Content-Type", value: "application/json"),
      (name: "User-Agent", value: "needletail"),
    ]
    let address: String
    switch kind {
    case .standardOutput, .file: return nil
    case .slack(let url): address = url
    case .webhook(let url, let secret, let own):
      address = url
      // The same for every attempt, so that a receiver can tell a repetition.
      headers.append((name: "X-Needletail-Delivery", value: delivery.finding))
      if let secret {
        headers.append(
          (
            name: "X-Needletail-Signature",
            value: PayloadSignature.header(of: delivery.payload, secret: secret)
          ))
      }
      headers += own
    case .alertmanager(let url, let own):
      address = Self.joined(url, "/api/v2/alerts")
      headers += own
    case .hec(let url, let token, _):
      address = Self.joined(url, "/services/collector/event")
      headers.append((name: "Authorization", value: "Splunk " + token))
    }
    return OutgoingRequest(
      method: "POST", url: address, headers: headers, body: delivery.payload)
  }

  private static func joined(_ url: String, _ path: String) -> String {
    (url.hasSuffix("/") ? String(url.dropLast()) : url) + path
  }
}
