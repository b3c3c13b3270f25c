/// Numbers in the text format of Prometheus.
package struct MetricsPage: Sendable {
  package enum Kind: String, Sendable {
    case counter
    case gauge
  }

  package private(set) var text = ""
  private var described: Set<String> = []

  package init() {}

  /// Adds one sample; the samples of a name must follow one another.
  package mutating func add(
    _ name: String, _ kind: Kind, help: String, labels: [(name: String, value: String)] = [],
    _ value: Double
  ) {
    if described.insert(name).inserted {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }
    text += name
    if !labels.isEmpty {
      text +=
        "{" + labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",") + "}"
    }
    let isWhole = value == value.rounded() && abs(value) < 1e15
    text += " " + (isWhole ? String(Int64(value)) : String(value)) + "\n"
  }

  private func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  /// The loss ledger, by receiver.
  package mutating func add(_ ledger: LossLedger) {
    let columns: [(name: String, help: String, value: (LossLedger.Row) -> Int)] = [
      ("received", "Events that came in whole.", { $0.received }),
      ("stored", "Events that were stored.", { $0.stored }),
      ("duplicate", "Events that had been stored before.", { $0.duplicates }),
      ("rejected", "Events that were refused for what they are.", { $0.rejected }),
      ("ignored", "Events without anything to store.", { $0.ignored }),
      ("busy", "Events that were sent away for want of room.", { $0.busy }),
      ("truncated", "Stored events that the API server had cut down.", { $0.truncated }),
    ]
    let rows = ledger.rows.sorted { $0.key < $1.key }
    for column in columns {
      for (receiver, row) in rows {
        add(
          "needletail_events_\(column.name)_total", .counter, help: column.help,
          labels: [("receiver", receiver)], Double(column.value(row)))
      }
    }
    for (receiver, row) in rows {
      add(
        "needletail_requests_refused_total", .counter,
        help: "Requests that were refused before their events were looked at.",
        labels: [("receiver", receiver)], Double(row.refusedRequests))
    }
    for (receiver, row) in rows {
      add(
        "needletail_event_bytes_stored_total", .counter, help: "Bytes of stored events.",
        labels: [("receiver", receiver)], Double(row.bytes))
    }
  }

  /// The connections of a server.
  package mutating func add(_ load: ServerLoad) {
    add("needletail_connections", .gauge, help: "Open connections.", Double(load.connections))
    add(
      "needletail_connections_refused_total", .counter, help: "Connections beyond the limit.",
      Double(load.refusedConnections))
    add(
      "needletail_request_bytes_in_flight", .gauge, help: "Bytes of bodies in memory.",
      Double(load.bytesInFlight))
  }
}
