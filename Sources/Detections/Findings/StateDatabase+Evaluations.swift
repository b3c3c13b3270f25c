import Content
import EventModel
import Foundation
import GRDB
import SearchEngine

/// What came of the run of one interval.
package struct EvaluatedRun: Sendable {
  package let run: ScheduledRun
  /// That of the interval when the run began.
  package let generation: Int
  package let eventsScanned: Int
  package let drafts: [FindingDraft]
  package let throttle: ThrottleRule?

  package init(
    run: ScheduledRun, generation: Int, eventsScanned: Int, drafts: [FindingDraft],
    throttle: ThrottleRule?
  ) {
    self.run = run
    self.generation = generation
    self.eventsScanned = eventsScanned
    self.drafts = drafts
    self.throttle = throttle
  }
}

/// Something for a destination to get, already in its format.
package struct QueuedPayload: Sendable {
  package let destination: String
  package let payload: [UInt8]

  package init(destination: String, payload: [UInt8]) {
    self.destination = destination
    self.payload = payload
  }
}

/// What an evaluation added.
package struct EvaluationSummary: Sendable, Equatable {
  package var newFindings = 0
  package var known = 0
  /// Known ones whose row has other values now.
  package var changed = 0
  package var throttled = 0
  package var suppressed = 0
}

extension StateDatabase {
  /// Keeps an evaluation and everything that follows from it, or nothing.
  ///
  /// One transaction holds the findings, their risk events and notables on the way to the store, what
  /// destinations get, and the interval's record: see Decision 0012.
  package func commit(
    _ evaluated: EvaluatedRun, now: Double, queueBound: Int,
    payloads: @Sendable (FindingDraft, Int) -> [QueuedPayload]
  ) throws -> EvaluationSummary {
    try writer.write { database in
      let interval = evaluated.run.interval
      let suppressions = try Self.suppressions(activeAt: now, in: database)
      var summary = EvaluationSummary()
      for draft in evaluated.drafts {
        if let digest = try String.fetchOne(
          database, sql: "SELECT digest FROM finding WHERE key = ?", arguments: [draft.key])
        {
          summary.known += 1
          guard digest != draft.digest else { continue }
          summary.changed += 1
          try Self.change(draft, now, in: database)
          continue
        }
        if try Self.isThrottled(draft, evaluated, in: database) {
          summary.throttled += 1
          continue
        }
        let rule = suppressions.first {
          $0.matches(
            detection: draft.finding.id, named: draft.finding.detection, draft.finding.row)
        }
        let number = try Self.insert(draft, interval, rule, now, in: database)
        summary.newFindings += 1
        for event in draft.events { try Self.enqueue(event, in: database) }
        if rule != nil {
          summary.suppressed += 1
          continue
        }
        for payload in payloads(draft, number) {
          try Self.enqueue(
            payload, finding: draft.key, now: now, bound: queueBound, in: database)
        }
      }
      var entry = CoverageEntry(
        interval: interval, outcome: .evaluated, contentHash: evaluated.run.search.contentHash)
      entry.evaluatedAt = now
      entry.eventsScanned = evaluated.eventsScanned
      entry.rows = evaluated.drafts.count
      entry.newFindings = summary.newFindings
      entry.throttled = summary.throttled
      entry.evaluations = 1
      try Self.record(entry, from: evaluated.generation, in: database)
      return summary
    }
  }

  private static func isThrottled(
    _ draft: FindingDraft, _ evaluated: EvaluatedRun, in database: Database
  ) throws -> Bool {
    guard let throttle = evaluated.throttle, let key = draft.throttleKey else { return false }
    let detection = evaluated.run.search.id
    let nominal = evaluated.run.interval.nominal
    let reach = throttle.reach(of: nominal)
    let isKept = try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM throttle
          WHERE detection = ? AND key = ? AND nominal > ? AND nominal < ?)
        """, arguments: [detection, key, reach.after, reach.before])
    if isKept ?? false { return true }
    try database.execute(
      sql: "INSERT OR IGNORE INTO throttle VALUES (?, ?, ?)", arguments: [detection, key, nominal])
    return false
  }

  private static func insert(
    _ draft: FindingDraft, _ interval: SearchInterval, _ rule: SuppressionRule?, _ now: Double,
    in database: Database
  ) throws -> Int {
    let number =
      (try Int.fetchOne(database, sql: "SELECT max(number) FROM finding") ?? 0) + 1
    let finding = draft.finding
    try database.execute(
      sql: """
        INSERT INTO finding VALUES
        (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        draft.key, number, finding.id, finding.detection, finding.type, draft.kind.rawValue,
        finding.time, interval.nominal, now, now, draft.title, draft.severity.rawValue,
        draft.urgency.rawValue, draft.riskScore, FindingStatus.new.rawValue,
        StoredFinding.unassigned, Disposition.undetermined.rawValue, rule?.name, draft.digest,
        body(of: finding), DrilldownJSON.text(draft.drilldowns),
      ])
    let change = rule.map { "created, suppressed by `\($0.name)`" } ?? "created"
    try note(
      FindingChange(time: now, actor: scheduler, change: change, comment: nil), of: draft.key,
      in: database)
    return number
  }

  /// A known finding whose row has other values: it shows them, and stays the same finding.
  private static func change(
    _ draft: FindingDraft, _ now: Double, in database: Database
  ) throws {
    try database.execute(
      sql: "UPDATE finding SET body = ?, digest = ?, title = ?, updated = ? WHERE key = ?",
      arguments: [body(of: draft.finding), draft.digest, draft.title, now, draft.key])
    try note(
      FindingChange(
        time: now, actor: scheduler, change: "evaluated again: the row has other values",
        comment: nil), of: draft.key, in: database)
  }

  static let scheduler = "needletail"

  private static func body(of finding: DetectionFinding) -> String {
    var bytes: [UInt8] = []
    FindingJSON.append(finding, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func note(
    _ change: FindingChange, of key: String, in database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO finding_history (finding, time, actor, change, comment) VALUES (?, ?, ?, ?, ?)
        """, arguments: [key, change.time, change.actor, change.change, change.comment])
  }
}
