import Content
import EventModel
import Foundation
import GRDB

/// Which findings a person asks for.
package struct FindingFilter: Sendable {
  package var statuses: [FindingStatus] = []
  package var kinds: [FindingKind] = []
  /// Patterns for the detection's name or id.
  package var detections: [String] = []
  package var owner: String?
  /// Units: seconds since 1970; the finding's own time.
  package var since: Double?
  package var includesSuppressed = false
  package var limit: Int?

  package init() {}
}

/// What somebody changes about a finding; nil leaves it as it is.
package struct FindingEdit: Sendable {
  package var status: FindingStatus?
  package var owner: String?
  package var disposition: Disposition?
  package var comment: String?

  package init() {}

  package var isEmpty: Bool {
    status == nil && owner == nil && disposition == nil && comment == nil
  }
}

/// Findings as people see and change them.
extension StateDatabase {
  /// Ordering: newest first.
  package func findings(_ filter: FindingFilter = FindingFilter()) throws -> [StoredFinding] {
    let patterns = filter.detections.map { WildcardPattern($0, isCaseSensitive: false) }
    return try writer.read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT * FROM finding
          WHERE time >= ? AND (? OR suppressed_by IS NULL) AND (? IS NULL OR owner = ?)
          ORDER BY time DESC, number DESC
          """,
        arguments: [
          filter.since ?? -Double.greatestFiniteMagnitude, filter.includesSuppressed,
          filter.owner, filter.owner,
        ])
      var found: [StoredFinding] = []
      while found.count < filter.limit ?? .max, let row = try rows.next() {
        let finding = StoredFinding(row)
        let isWanted =
          (filter.statuses.isEmpty || filter.statuses.contains(finding.status))
          && (filter.kinds.isEmpty || filter.kinds.contains(finding.kind))
          && (patterns.isEmpty
            || patterns.contains { $0.matches(finding.name) || $0.matches(finding.detection) })
        if isWanted { found.append(finding) }
      }
      return found
    }
  }

  /// The finding with a number or a key, or with a key that begins so; nil where it is none or not
  /// one only.
  package func finding(_ name: String) throws -> StoredFinding? {
    try writer.read { database in
      if let number = Int(name),
        let row = try Row.fetchOne(
          database, sql: "SELECT * FROM finding WHERE number = ?", arguments: [number])
      {
        return StoredFinding(row)
      }
      guard name.utf8.count >= 4, name.allSatisfy({ $0.isHexDigit }) else { return nil }
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM finding WHERE key >= ? AND key < ? LIMIT 2",
        arguments: [name, name + "g"])
      return rows.count == 1 ? rows.first.map { StoredFinding($0) } : nil
    }
  }

  /// What happened to a finding.
  ///
  /// Ordering: oldest first.
  package func history(of key: String) throws -> [FindingChange] {
    try writer.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM finding_history WHERE finding = ? ORDER BY id",
        arguments: [key]
      ).map { row in
        FindingChange(
          time: row["time"], actor: row["actor"], change: row["change"], comment: row["comment"])
      }
    }
  }

  /// Changes a finding, and keeps who did it; nil when there is none.
  package func edit(
    _ key: String, _ edit: FindingEdit, actor: String, now: Double
  ) throws -> StoredFinding? {
    try writer.write { database in
      guard
        let row = try Row.fetchOne(
          database, sql: "SELECT * FROM finding WHERE key = ?", arguments: [key])
      else { return nil }
      let old = StoredFinding(row)
      var changes: [String] = []
      if let status = edit.status, status != old.status {
        changes.append("status \(old.status.rawValue) → \(status.rawValue)")
      }
      if let owner = edit.owner, owner != old.owner {
        changes.append("owner \(old.owner) → \(owner)")
      }
      if let disposition = edit.disposition, disposition != old.disposition {
        changes.append(
          "disposition \(old.disposition.rawValue) → \(disposition.rawValue)")
      }
      guard !changes.isEmpty || edit.comment != nil else { return old }
      try database.execute(
        sql: "UPDATE finding SET status = ?, owner = ?, disposition = ?, updated = ? WHERE key = ?",
        arguments: [
          (edit.status ?? old.status).rawValue, edit.owner ?? old.owner,
          (edit.disposition ?? old.disposition).rawValue, now, key,
        ])
      try Self.note(
        FindingChange(
          time: now, actor: actor,
          change: changes.isEmpty ? "comment" : changes.joined(separator: ", "),
          comment: edit.comment), of: key, in: database)
      return try Row.fetchOne(
        database, sql: "SELECT * FROM finding WHERE key = ?", arguments: [key]
      ).map { StoredFinding($0) }
    }
  }
}

extension StoredFinding {
  init(_ row: Row) {
    self.init(
      key: row["key"], number: row["number"], detection: row["detection"], name: row["name"],
      type: row["type"], kind: FindingKind(rawValue: row["kind"]) ?? .result, time: row["time"],
      nominal: row["nominal"], created: row["created"], updated: row["updated"],
      title: row["title"], severity: Severity(rawValue: row["severity"]) ?? .low,
      urgency: Severity(rawValue: row["urgency"]) ?? .low, riskScore: row["risk_score"],
      status: FindingStatus(rawValue: row["status"]) ?? .new, owner: row["owner"],
      disposition: Disposition(rawValue: row["disposition"]) ?? .undetermined,
      suppressedBy: row["suppressed_by"], body: row["body"],
      drilldowns: DrilldownJSON.drilldowns(row["drilldowns"]))
  }
}
