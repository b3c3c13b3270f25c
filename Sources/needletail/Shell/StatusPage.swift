import Detections
import EventModel
import Foundation
import SearchEngine

/// The daemon's status for a person.
struct StatusPage {
  private let status: JSONValue

  /// Nil for a document that is something else.
  init?(_ status: JSONValue) {
    guard Self.number(status["now"]) != nil, case .array? = status["detections"] else {
      return nil
    }
    self.status = status
  }

  func lines(width: Int?) -> [String] {
    var lines = summary
    for table in [destinations, receivers, indexes, detections] where !table.rows.isEmpty {
      lines += [""] + TextTable.lines(table, width: width)
    }
    guard case .array(let problems)? = status["problems"], !problems.isEmpty else { return lines }
    lines += ["", "does not run:"]
    for case .string(let problem) in problems { lines.append("  " + problem) }
    return lines
  }

  private var summary: [String] {
    let (now, started) = (value("now"), value("started"))
    let open = Int(value("open_intervals"))
    return [
      "running    since \(FindingJSON.time(started)), \(Self.span(now - started))",
      "intervals  \(count("evaluated")) evaluated, \(open) due without a record, lag "
        + Self.span(value("lag_seconds")),
      "findings   \(count("findings")) since the start, \(count("outbox")) risk events on their way",
      "store      \(Quantity.bytes(Int(value("store_bytes")))), "
        + "\(Quantity.bytes(Int(value("waiting_bytes")))) wait to be written",
    ]
  }

  // MARK: Tables

  private var destinations: ResultTable {
    table("destinations", "destination", ["waiting", "dead", "dropped"])
  }

  private var receivers: ResultTable {
    table(
      "receivers", "receiver",
      [
        "received", "stored", "duplicates", "rejected", "ignored", "busy", "truncated",
        "refused_requests",
      ])
  }

  private var indexes: ResultTable {
    table("indexes", "index", ["events", "text_bytes", "stored_bytes"])
  }

  private var detections: ResultTable {
    ResultTable(
      fields: ["detection", "next", "waiting", "reopened", "runs", "last run", "last events"],
      rows: items("detections").map { item in
        let next = Self.number(item["next"]).map { FindingJSON.time($0) } ?? "never"
        let hasRun = Self.number(item["runs"]) ?? 0 > 0
        return [
          [Self.text(item["name"])],
          [item["running"].map { $0.compactText == "true" } == true ? "running" : next],
          [Self.text(item["waiting"])], [Self.text(item["reopened"])], [Self.text(item["runs"])],
          [hasRun ? Self.seconds(Self.number(item["last_seconds"]) ?? 0) : ""],
          [hasRun ? Self.text(item["last_events"]) : ""],
        ]
      })
  }

  private func table(_ list: String, _ head: String, _ columns: [String]) -> ResultTable {
    ResultTable(
      fields: [head] + columns.map { $0.replacing("_", with: " ") },
      rows: items(list).map { item in
        [[Self.text(item["name"])]] + columns.map { [Self.text(item[$0])] }
      })
  }

  // MARK: Values

  private func items(_ name: String) -> [JSONValue] {
    guard case .array(let items)? = status[name] else { return [] }
    return items
  }

  private func value(_ name: String) -> Double { Self.number(status[name]) ?? 0 }

  private func count(_ name: String) -> String { Quantity.count(Int(value(name))) }

  private static func number(_ value: JSONValue?) -> Double? {
    guard case .number(_, let number)? = value else { return nil }
    return number
  }

  /// A field that an older daemon does not have is empty.
  private static func text(_ value: JSONValue?) -> String {
    switch value {
    case .string(let text)?: text
    case .number(_, let number)?: NumberText.format(number)
    case .array?, .object?, .bool?, .null?, nil: ""
    }
  }

  private static func seconds(_ seconds: Double) -> String {
    seconds < 1 ? String(format: "%.1f ms", seconds * 1000) : String(format: "%.2f s", seconds)
  }

  /// `3 d 4 h`, with two units at most.
  private static func span(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds))
    let parts =
      [(whole / 86400, "d"), (whole / 3600 % 24, "h"), (whole / 60 % 60, "m")]
      + [(whole % 60, "s")]
    let shown = parts.drop { $0.0 == 0 }.prefix(2)
    return shown.isEmpty ? "0 s" : shown.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }
}
