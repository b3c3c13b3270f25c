package import EventModel
import Foundation
package import QueryPlan

/// How a store is kept.
package struct StoreOptions: Sendable {
  /// Events older than this are removed; nil keeps them for ever. Units: seconds.
  package var retentionAge: Double?
  /// Other ages for some indexes. Units: seconds.
  package var retentionAgeOfIndex: [String: Double] = [:]
  /// The oldest segments are removed while all take more than this. Units: bytes on disk.
  package var retentionBytes: Int?
  /// At least so many audit events back a duplicate is known for one.
  package var duplicateHorizon = 1 << 20
  /// Units: bytes of text that may wait to be written; beyond it `append` says that it is busy.
  package var queueBytes = 48 << 20
  /// For timestamps without a zone in events that tell their own time.
  package var timeZone: TimeZoneRules = .utc
  /// For the times of events by the rules of their source types.
  package var knowledge: any KnowledgeProvider = NoKnowledge()
  package var threads = ProcessInfo.processInfo.activeProcessorCount
  /// Events in a full segment, and the text they may have. Units: bytes.
  package var segmentEvents = 8_192
  package var segmentBytes = 16 << 20
  /// Units: bytes of text packed together.
  package var blockBytes = 2 << 20
  /// How hard zstd tries when events arrive, and when segments are rewritten for keeping.
  package var ingestLevel = 1
  package var settledLevel = 11
  /// Whether small segments are merged and segments rewritten in the background.
  package var compactsInBackground = true
  /// Pages that the database may grow to; for tests of a full disk.
  package var pageLimit: Int?

  package init() {}
}
