package import EventModel
import KubernetesAudit
package import QueryPlan

/// What the requests of a scan need together.
package struct ScanNeeds: Sendable {
  /// Fields that the scan itself makes, in the order of their columns.
  package static let builtIn = [
    "_time", "host", "index", "source", "sourcetype", "_raw", "_indextime",
  ]

  package let union: FieldNeeds
  package let time: Bool
  package let raw: Bool

  /// The fields of JSON events other than audit events that may tell their time, best first.
  package static let timeFields = [
    Bytes("timestamp"), Bytes("time"), Bytes("@timestamp"), Bytes("ts"), Bytes("eventTime"),
    Bytes("_time"), Bytes("date"),
  ]

  package init(_ needs: [FieldNeeds]) {
    union = needs.reduce(.none) { $0.union($1) }
    time = union.contains("_time")
    raw = union.contains("_raw")
  }

  /// What the field reader has to look for: the needed fields of the events themselves, and those
  /// that tell the time.
  package var selection: JSONFieldReader.Selection {
    let forTime = time ? (AuditEvent.timestampFields + Self.timeFields).map { $0.string } : []
    if union.all { return .all }
    let names = union.names.filter { !Self.builtIn.contains($0) }
    if union.patterns.isEmpty { return .names(Array(names) + forTime) }
    let needs = union
    let extra = Set(forTime)
    return .filtered { needs.contains($0) || extra.contains($0) }
  }

  /// Whether a column is handed to a request with these needs.
  package static func hands(_ column: String, to needs: FieldNeeds) -> Bool {
    // With all fields, the time of arrival is shown only where it is asked for.
    if column == "_indextime" { return needs.names.contains(column) }
    return needs.contains(column)
  }
}
