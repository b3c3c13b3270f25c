import EventFiles
import EventModel
import KubernetesAudit

/// Reads from events what segments keep in columns, with one pass over each text.
// Guard for @unchecked Sendable: one thread at a time uses it.
final class IngestReader: @unchecked Sendable {
  private static let times = [
    "stageTimestamp", "requestReceivedTimestamp", "timestamp", "time", "@timestamp", "ts",
    "eventTime", "_time", "date",
  ]
  private static let others = ["auditID", "kind", "apiVersion"]
  private static let fields = HotFields.names + times + others

  private static func place(_ field: String) -> Int { fields.firstIndex(of: field) ?? 0 }
  private static let auditID = place("auditID")
  private static let stage = place("stage")
  private static let requestURI = place("requestURI")
  private static let received = place("requestReceivedTimestamp")
  private static let kind = place("kind")
  private static let apiVersion = place("apiVersion")
  /// Best first.
  private static let auditTimes = AuditEvent.timestampFields.map { place($0.string) }
  private static let eventTimes = ScanNeeds.timeFields.map { place($0.string) }

  private let reader = JSONFieldReader(.names(fields), orderedKeys: AuditEvent.keyOrder)
  private let reading = EventFieldReading()
  private let hash: KeyHash
  private let clock: ArrivalClock?

  /// `clock`: nil where the times of all events are known.
  init(hash: KeyHash, clock: ArrivalClock? = nil) {
    self.hash = hash
    self.clock = clock
  }

  /// `arrival`: microseconds since the epoch.
  func read(
    _ block: EventBlock, _ events: Range<Int>, arrival: Int64, zone: TimeZoneRules
  ) -> EventChunk {
    var chunk = EventChunk()
    let arena = Arena()
    chunk.arenas = [arena]
    chunk.metadata = block.metadata
    chunk.metadataIndexes = Array(block.metadataIndexes[events])
    chunk.arrivals = [Int64](repeating: arrival, count: events.count)
    let start = events.isEmpty ? 0 : block.range(events.lowerBound).lowerBound
    let end = events.isEmpty ? 0 : block.ends[events.upperBound - 1]
    let text = block.text.withUnsafeBufferPointer { all in
      arena.store(UnsafeBufferPointer(rebasing: all[start..<end]))
    }
    chunk.texts.reserveCapacity(events.count)
    chunk.shapes.reserveCapacity(events.count)
    for event in events {
      let range = block.range(event)
      let own = text.slice((range.lowerBound - start)..<(range.upperBound - start))
      var fields: Bytes?
      if !block.indexedFields.isEmpty, let given = block.indexedFields[event] {
        let kept = arena.store(given)
        fields = kept
        chunk.indexedFields[event - events.lowerBound] = kept
      }
      let shape = reading.read(
        own, EventShape(own), indexedFields: fields, into: reader, storage: .borrowed)
      chunk.texts.append(own)
      chunk.shapes.append(shape.rawValue)
    }
    let columns = reader.takeColumns().columns.map { $0.column }
    tellAuditEvents(&chunk, columns)
    chunk.times = times(chunk, columns, given: block.times[events], arrival, zone)
    chunk.keys = keys(chunk, columns)
    chunk.columns = Array(columns.prefix(HotFields.names.count))
    return chunk
  }

  /// Audit events that do not look as the API server writes them.
  private func tellAuditEvents(_ chunk: inout EventChunk, _ columns: [Column]) {
    for row in 0..<chunk.count where chunk.shapes[row] == EventShape.json.rawValue {
      if case .text(let version) = columns[Self.apiVersion][row] {
        guard version.starts(with: AuditEvent.apiVersionPrefix),
          case .text(let kind) = columns[Self.kind][row], kind == Bytes("Event")
        else { continue }
      } else {
        guard !columns[Self.auditID][row].isNull, !columns[Self.stage][row].isNull,
          !columns[Self.requestURI][row].isNull
        else { continue }
      }
      chunk.shapes[row] = EventShape.audit.rawValue
    }
  }

  private func times(
    _ chunk: EventChunk, _ columns: [Column], given: ArraySlice<Int64?>, _ arrival: Int64,
    _ zone: TimeZoneRules
  ) -> [Int64] {
    let timestamp = Timestamp(zone: zone, arrival: Double(arrival) / 1e6)
    return given.enumerated().map { row, given in
      if let given { return given }
      let isAudit = EventShape(rawValue: chunk.shapes[row])?.isAudit == true
      if !isAudit, let clock {
        let metadata = chunk.metadata[Int(chunk.metadataIndexes[row])]
        let isJSON = chunk.shapes[row] == EventShape.json.rawValue
        let time = clock.time(
          of: chunk.texts[row], isJSON: isJSON, metadata, arrival: Double(arrival) / 1e6)
        if let time { return EventTime.microseconds(time) }
      }
      for place in isAudit ? Self.auditTimes : Self.eventTimes {
        if case .text(let text) = columns[place][row], let time = timestamp.value(text) {
          return EventTime.microseconds(time)
        }
      }
      if chunk.shapes[row] == EventShape.text.rawValue,
        let time = timestamp.leading(chunk.texts[row])
      {
        return EventTime.microseconds(time)
      }
      return arrival
    }
  }

  private func keys(_ chunk: EventChunk, _ columns: [Column]) -> [UInt64] {
    (0..<chunk.count).map { row in
      guard EventShape(rawValue: chunk.shapes[row])?.isAudit == true,
        case .text(let id) = columns[Self.auditID][row],
        case .text(let stage) = columns[Self.stage][row]
      else { return 0 }
      var parts = [id, stage]
      // A client may send an audit id of its own choice: the time, which it cannot choose, keeps
      // it from hiding one request behind another.
      if case .text(let time) = columns[Self.received][row] { parts.append(time) }
      return hash.value(parts, index: chunk.metadata[Int(chunk.metadataIndexes[row])].index)
    }
  }
}

/// Times as the store keeps them.
enum EventTime {
  /// Units: microseconds since the epoch, of seconds.
  static func microseconds(_ seconds: Double) -> Int64 {
    // Nothing that an event may claim leaves the numbers.
    Int64(min(max((seconds * 1e6).rounded(), -9e18), 9e18))
  }

  static func seconds(_ microseconds: Int64) -> Double {
    let whole = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return CivilTime.epoch(seconds: Int(whole.quotient), microseconds: Int(whole.remainder))
  }
}
