package import EventModel
import Foundation
package import QueryPlan

/// How a `FileSource` reads and labels events.
package struct FileSourceOptions: Sendable {
  package var format: InputFormat
  /// Metadata that wins over everything an event or its envelope says.
  package var source: String?
  package var sourcetype: String?
  package var host: String?
  package var index: String?
  /// The `host` of events that nothing else gives one.
  package var machineName: String
  /// When the events are taken to have arrived. Units: seconds since 1970.
  package var arrival: Double
  /// For timestamps that do not name their zone.
  package var timeZone: TimeZoneRules
  /// Whose rules of source types say where events have their time.
  package var knowledge: any KnowledgeProvider
  package var workerCount: Int
  /// Bytes that a thread reads at once; every file is cut at multiples of it.
  package var chunkSize: Int
  /// Units: bytes. A larger record is reported as too large.
  package var largestRecord: Int

  package init(
    format: InputFormat = .auto, source: String? = nil, sourcetype: String? = nil,
    host: String? = nil, index: String? = nil, machineName: String = "localhost", arrival: Double,
    timeZone: TimeZoneRules = .utc, knowledge: any KnowledgeProvider = NoKnowledge(),
    workerCount: Int = ProcessInfo.processInfo.activeProcessorCount,
    chunkSize: Int = 1 << 20, largestRecord: Int = 1 << 30
  ) {
    self.format = format
    self.source = source
    self.sourcetype = sourcetype
    self.host = host
    self.index = index
    self.machineName = machineName
    self.arrival = arrival
    self.timeZone = timeZone
    self.knowledge = knowledge
    self.workerCount = max(workerCount, 1)
    self.chunkSize = max(chunkSize, 1)
    self.largestRecord = largestRecord
  }
}
