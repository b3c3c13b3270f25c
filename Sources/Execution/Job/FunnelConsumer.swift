import EventModel
import QueryPlan
import Synchronization

/// Counts what each term leaves, and keeps the events that come closest.
final class FunnelConsumer: ScanConsumer {
  struct Seen {
    var events = 0
    var inRange = 0
    var counts: [Int] = []
    var soleFailures: [Int] = []
    var misses: [RowFunnel.Miss] = []
    var rows: [Batch] = []
    /// Some of the rows as they were read, by the number in their hidden field.
    var originals: [Double: Batch] = [:]
  }

  /// The engine's own field with the number of the event that a row comes from.
  static let numberField = "\u{0}event"

  private let leading: LeadingTerms
  private let scan: EventScan
  private let evaluator: ExpressionEvaluator
  private let sampleCount: Int
  private let workers = Mutex<[FunnelWorker]>([])

  init(
    _ leading: LeadingTerms, scan: EventScan, evaluator: ExpressionEvaluator, sampleCount: Int
  ) {
    self.leading = leading
    self.scan = scan
    self.evaluator = evaluator
    self.sampleCount = sampleCount
  }

  func makeWorker() -> any ScanWorker {
    let worker = FunnelWorker(leading, scan: scan, evaluator: evaluator, sampleCount: sampleCount)
    workers.withLock { $0.append(worker) }
    return worker
  }

  func finish() -> Seen {
    let workers = workers.withLock { $0 }
    var seen = Seen()
    seen.events = workers.reduce(0) { $0 + $1.events }
    seen.inRange = workers.reduce(0) { $0 + $1.inRange }
    seen.counts = leading.terms.indices.map { term in workers.reduce(0) { $0 + $1.counts[term] } }
    seen.soleFailures = leading.terms.indices.map { term in
      workers.reduce(0) { $0 + $1.soleFailures[term] }
    }
    var misses = NearestEvents(limit: sampleCount)
    for worker in workers { misses.merge(worker.misses) }
    seen.misses = misses.sorted
    for worker in workers { seen.originals.merge(worker.kept) { $1 } }
    seen.rows = ScanFragment.ordered(workers.flatMap { $0.batches }, needsOrder: true)
    return seen
  }
}

// Guard for @unchecked Sendable: one scanning thread uses it until the scan has ended; only then
// does the consumer read it.
final class FunnelWorker: ScanWorker, @unchecked Sendable {
  private let leading: LeadingTerms
  private let scan: EventScan
  private let evaluator: ExpressionEvaluator
  private let transform: RowTransform
  private(set) var events = 0
  private(set) var inRange = 0
  private(set) var counts: [Int]
  private(set) var soleFailures: [Int]
  private(set) var misses: NearestEvents
  private(set) var batches: [Batch] = []
  private(set) var kept: [Double: Batch] = [:]

  /// How many events that pass are kept as they were read.
  private static let mostKept = 500

  init(
    _ leading: LeadingTerms, scan: EventScan, evaluator: ExpressionEvaluator, sampleCount: Int
  ) {
    self.leading = leading
    self.scan = scan
    self.evaluator = evaluator
    transform = RowTransform(evaluator: evaluator)
    counts = [Int](repeating: 0, count: leading.terms.count)
    soleFailures = counts
    misses = NearestEvents(limit: sampleCount)
  }

  func consume(_ batch: Batch) throws {
    events += batch.rowCount
    let times = batch["_time"]
    let rows = (0..<batch.rowCount).filter { row in
      guard scan.earliest != nil || scan.latest != nil else { return true }
      guard let time = times[row].number else { return false }
      return time >= scan.earliest ?? -.infinity && time < scan.latest ?? .infinity
    }.map { Int32($0) }
    inRange += rows.count
    guard !rows.isEmpty else { return }
    let read = rows.count == batch.rowCount ? batch : batch.gathered(rows)
    var prepared = read
    for step in leading.preparation {
      prepared = try transform.apply(step, to: prepared) ?? prepared
    }
    let failed = try FallenRows.failed(leading.terms, prepared, evaluator)
    var passing: [Int32] = []
    for (row, terms) in failed.enumerated() {
      for term in 0..<(terms.first ?? leading.terms.count) { counts[term] += 1 }
      guard let first = terms.first else {
        passing.append(Int32(row))
        continue
      }
      if terms.count == 1 { soleFailures[first] += 1 }
      misses.add(terms, place: (read.ordinal, row)) {
        RowFunnel.Miss(
          event: read.gathered([Int32(row)]).compacted(),
          row: prepared.gathered([Int32(row)]).compacted(), failed: terms)
      }
    }
    guard !passing.isEmpty else { return }
    var rest = prepared.gathered(passing)
    rest.set(ScanFragment.timeField, rest["_time"])
    let numbers = passing.map { Double(read.ordinal) + Double($0) }
    rest.set(FunnelConsumer.numberField, Column(numbers.map { .number($0) }, arenas: []))
    batches.append(rest.compacted())
    for (row, number) in zip(passing, numbers) where kept.count < Self.mostKept {
      kept[number] = read.gathered([row]).compacted()
    }
  }
}

/// The events that fail the fewest terms, some for each term that is the only one.
struct NearestEvents {
  private struct Entry {
    let place: (ordinal: Int, row: Int)
    let miss: RowFunnel.Miss
  }

  private let limit: Int
  /// By the only term; -1 for events that fail several.
  private var entries: [Int: [Entry]] = [:]

  init(limit: Int) { self.limit = limit }

  mutating func add(
    _ failed: [Int], place: (ordinal: Int, row: Int), _ miss: () -> RowFunnel.Miss
  ) {
    let key = failed.count == 1 ? failed[0] : -1
    var list = entries[key] ?? []
    let position =
      list.firstIndex { Self.isBefore(failed.count, place, $0) } ?? list.count
    guard position < limit else { return }
    list.insert(Entry(place: place, miss: miss()), at: position)
    if list.count > limit { list.removeLast() }
    entries[key] = list
  }

  /// Fewer failures first, then the newer event.
  private static func isBefore(
    _ count: Int, _ place: (ordinal: Int, row: Int), _ other: Entry
  ) -> Bool {
    (count, place.ordinal, place.row)
      < (other.miss.failed.count, other.place.ordinal, other.place.row)
  }

  mutating func merge(_ other: NearestEvents) {
    for list in other.entries.values {
      for entry in list { add(entry.miss.failed, place: entry.place) { entry.miss } }
    }
  }

  /// Ordering: by number of failed terms; those that fail one by the term.
  var sorted: [RowFunnel.Miss] {
    let single = entries.keys.filter { $0 >= 0 }.sorted().flatMap { entries[$0] ?? [] }
    return (single + (entries[-1] ?? [])).map { $0.miss }
  }
}
