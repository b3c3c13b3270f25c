import EventFiles
import EventModel
import Execution
import Foundation
import OrderedCollections
import QueryPlan

/// Reads segments for all requests of a scan; several run at the same time.
final class StoreScanThread {
  /// Bits of an ordinal for the events and the blocks of a segment.
  private static let eventBits = 27
  private static let blockBits = 14

  private let plan: StoreScanPlan
  private let snapshot: StoreSnapshot
  private let workers: [any ScanWorker]
  private let unpacker = Unpacker()
  private let rows: EventRows
  private let reading = EventFieldReading()
  /// By what all events of a segment have in common.
  private var filters: [[String: String]: TextFilter] = [:]
  private var textArena = Arena()
  private var mayWant: [Bool]
  private var wanted: [Int] = []
  private var candidates = TextCandidates()

  init(_ plan: StoreScanPlan, snapshot: StoreSnapshot) throws {
    self.plan = plan
    self.snapshot = snapshot
    workers = plan.requests.map { $0.consumer.makeWorker() }
    rows = EventRows(plan.requests, active: plan.textRequests, workers: workers, arrival: 0)
    mayWant = plan.textRequests.map { _ in true }
  }

  /// `rank`: the segment's place in the stream, newest first.
  ///
  /// Errors: `SegmentDamage` when the segment cannot be read; some of its events may have been
  /// handed out then.
  func scan(_ header: SegmentHeader, rank: Int) throws {
    let segment = SegmentReader(header, unpacker: unpacker) { [snapshot] in
      try snapshot.piece($0, $1)
    }
    var textMasks: [(request: Int, mask: RowMask)] = []
    for request in plan.requests.indices where plan.mayWant(request, header) {
      let mask = try mask(of: request, segment)
      guard !mask.isEmpty else { continue }
      if let names = plan.columns(for: request, of: header) {
        try handColumns(names, of: segment, mask, to: request, rank)
      } else {
        textMasks.append((request, mask))
      }
    }
    if !textMasks.isEmpty { try handTexts(of: segment, textMasks, rank) }
  }

  private func mask(of request: Int, _ segment: SegmentReader) throws -> RowMask {
    let scan = plan.requests[request].scan
    var mask = try PredicateMask(segment).rows(scan.predicate)
    let range = segment.header.times
    let isWhole =
      (scan.earliest ?? -.infinity) <= EventTime.seconds(range.lowerBound)
      && EventTime.seconds(range.upperBound) < scan.latest ?? .infinity
    if !isWhole, !mask.isEmpty {
      let times = try segment.times()
      let (earliest, latest) = (scan.earliest ?? -.infinity, scan.latest ?? .infinity)
      mask.keep { row in
        let time = EventTime.seconds(times[row])
        return earliest <= time && time < latest
      }
    }
    return mask
  }

  private func handColumns(
    _ names: [String], of segment: SegmentReader, _ mask: RowMask, to request: Int, _ rank: Int
  ) throws {
    let rows = mask.descendingRows
    var batch = Batch(
      rowCount: rows.count,
      ordinal: rank << (Self.eventBits + Self.blockBits))
    for name in names {
      let column: Column
      switch name {
      case "_time": column = Self.times(try segment.times(), rows)
      case "_indextime": column = Self.times(try segment.arrivals(), rows)
      default:
        if let number = HotFields.numbers[name] {
          column = try segment.column(number).column.gathered(rows)
        } else {
          column = try segment.metadataColumn(name).column.gathered(rows)
        }
      }
      batch.set(name, column)
    }
    try workers[request].consume(batch)
  }

  private static func times(_ times: [Int64], _ rows: [Int32]) -> Column {
    Column(rows.map { .number(EventTime.seconds(times[Int($0)])) }, arenas: [])
  }

  private func handTexts(
    of segment: SegmentReader, _ masks: [(request: Int, mask: RowMask)], _ rank: Int
  ) throws {
    candidates.removeAll()
    for block in segment.header.blockEnds.indices.reversed() {
      try gather(block, of: segment, masks)
    }
    rows.begin(rank: rank << Self.blockBits, owners: [segment.arena] + candidates.owners)
    try handEvents(of: segment)
    try rows.flush()
    candidates.removeAll()
  }

  /// Finds the events of a text block that may be wanted.
  private func gather(
    _ block: Int, of segment: SegmentReader, _ masks: [(request: Int, mask: RowMask)]
  ) throws {
    let events = try segment.events(ofBlock: block)
    let count = masks.reduce(0) { max($0, $1.mask.count(of: events)) }
    guard count > 0 else { return }
    let arena = freshTextArena()
    defer { withExtendedLifetime(arena) {} }
    let (text, ends) = try segment.block(block, in: arena)
    let filter = try filter(for: segment.header, sample: text)
    let told = masks.filter { plan.textPlace(of: $0.request).map { filter.tells($0) } == true }
    let usesFilter = told.contains { $0.mask.count(of: events) * 16 > events.count }
    if usesFilter { try filter.search(text, ends: ends) }
    let shapes = try segment.shapes()
    let fields = try segment.indexedFields()
    for (place, event) in events.enumerated() {
      let event = Int(event)
      if usesFilter, shapes[event] != EventShape.text.rawValue, fields[event] == nil {
        filter.mark(place, in: &mayWant)
      } else {
        for request in mayWant.indices { mayWant[request] = true }
      }
      wanted.removeAll(keepingCapacity: true)
      for (request, mask) in masks where mask[event] && isKept(request) { wanted.append(request) }
      guard !wanted.isEmpty else { continue }
      let own = text.slice((place == 0 ? 0 : ends[place - 1])..<ends[place])
      candidates.add(Int32(event), own, for: wanted)
    }
    candidates.endBlock(arena, events: events.count)
  }

  private func handEvents(of segment: SegmentReader) throws {
    let times = try segment.times()
    let arrivals = try segment.arrivals()
    let shapes = try segment.shapes()
    let fields = try segment.indexedFields()
    let codes = try segment.metadataCodes()
    let kinds = metadata(of: segment)
    try candidates.forEach(events: segment.header.count) { candidate in
      let event = Int(candidate.event)
      let shape = EventShape(rawValue: UInt8(truncatingIfNeeded: shapes[event])) ?? .text
      try rows.makeRoom()
      try rows.setArrival(EventTime.seconds(arrivals[event]))
      var own = candidate.text
      _ = reading.read(
        own, shape, indexedFields: fields[event], into: rows.reader,
        storage: candidate.isBorrowed ? .borrowed : .copied)
      if rows.needs.raw, !candidate.isBorrowed { own = rows.arena.store(own) }
      candidates.requests(of: candidate, into: &wanted)
      rows.add(
        raw: own, time: EventTime.seconds(times[event]), metadata: kinds[Int(codes[event])],
        for: wanted)
    }
  }

  /// The last block's memory again, unless rows still point into it.
  private func freshTextArena() -> Arena {
    if isKnownUniquelyReferenced(&textArena) {
      textArena.reuse()
    } else {
      textArena = Arena()
    }
    return textArena
  }

  private func filter(for header: SegmentHeader, sample: Bytes) throws -> TextFilter {
    let known = header.commonMetadata
    if let filter = filters[known] { return filter }
    // The rows that columns rule out are left out already.
    let predicates = plan.textRequests.map { request in
      plan.requests[request].scan.predicate
        .flatMap { PredicateMask.undecided($0.folded(knowing: known)) }
    }
    let filter = try TextFilter(predicates, knowing: known, sample: sample)
    filters[known] = filter
    return filter
  }

  /// Whether literals leave an event to a request.
  private func isKept(_ request: Int) -> Bool {
    plan.textPlace(of: request).map { mayWant[$0] } ?? true
  }

  private func metadata(of segment: SegmentReader) -> [EventMetadata] {
    segment.header.metadata.map { described in
      EventMetadata(
        host: segment.arena.store(described.host), index: segment.arena.store(described.index),
        source: segment.arena.store(described.source),
        sourcetype: segment.arena.store(described.sourcetype))
    }
  }
}
