/// What the paths of the HTTP Event Collector stand for.
package enum HECRoute: Sendable, Equatable {
  case event
  case raw
  case acknowledgements
  case health

  /// Nil for a path that the collector does not have.
  package init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.starts(with: ["services", "collector"]) else { return nil }
    switch parts.dropFirst(2).joined(separator: "/") {
    case "", "event", "event/1.0", "1.0": self = .event
    case "raw", "raw/1.0": self = .raw
    case "ack", "ack/1.0": self = .acknowledgements
    case "health", "health/1.0": self = .health
    default: return nil
    }
  }

  /// Whether a path belongs to the collector, known or not.
  package static func owns(_ path: String) -> Bool {
    path.hasPrefix("/services/collector")
      && (path.count == 19 || path.dropFirst(19).first == "/")
  }

  var allowedMethods: String {
    switch self {
    case .event, .raw, .acknowledgements: "POST,OPTIONS"
    case .health: "GET,HEAD,OPTIONS"
    }
  }

  func allows(_ method: String) -> Bool {
    switch self {
    case .event, .raw, .acknowledgements: method == "POST"
    case .health: method == "GET" || method == "HEAD"
    }
  }
}
