import EventModel
import Execution
import KubernetesAudit
import OrderedCollections
import QueryPlan

/// Gathers the events of one chunk that some request may want, and hands them out in batches.
final class EventRows {
  private static let largestBatch = 1024
  /// Events with very many different fields make wide batches: those get fewer rows.
  private static let largestCellCount = 1 << 19

  let needs: ScanNeeds
  let reader: JSONFieldReader
  private let requests: [ScanRequest]
  private let workers: [any ScanWorker]
  private let arrival: Double
  private var raws: [Bytes] = []
  private var times: [Double] = []
  private var metadata: [EventMetadata] = []
  private var isUniform = true
  private var rowsOfRequest: [[Int32]]
  /// Rows handed out of this chunk so far.
  private var handedOut = 0
  private var rank = 0
  /// What the texts of the rows live in, besides the reader's arena.
  private var owners: [AnyObject] = []

  init(_ requests: [ScanRequest], arrival: Double) {
    self.requests = requests
    self.arrival = arrival
    needs = ScanNeeds(requests.map { $0.scan.needs })
    reader = JSONFieldReader(needs.selection, orderedKeys: AuditEvent.keyOrder)
    workers = requests.map { $0.consumer.makeWorker() }
    rowsOfRequest = requests.map { _ in [] }
  }

  /// Starts a chunk; `owners` are kept alive with its rows.
  func begin(rank: Int, owners: [AnyObject]) {
    self.rank = rank
    self.owners = owners
    handedOut = 0
  }

  /// Keeps something alive as long as the rows of this chunk.
  func keep(_ owner: AnyObject) { owners.append(owner) }

  /// The arena for texts of the next row. To be asked for only behind `makeRoom`.
  var arena: Arena { reader.arena }

  /// Hands out what is there if the next row would make the batch too large.
  func makeRoom() throws {
    let count = reader.rowCount
    if count >= Self.largestBatch || count * reader.fieldCount > Self.largestCellCount {
      try flush()
    }
  }

  /// Completes the row that the reader began last.
  func add(raw: Bytes, time: Double, metadata event: EventMetadata, for wanted: [Int]) {
    let row = Int32(reader.rowCount - 1)
    if needs.raw { raws.append(raw) }
    if needs.time { times.append(time) }
    if let first = metadata.first {
      if isUniform, !event.isSame(as: first) { isUniform = false }
    }
    metadata.append(event)
    for request in wanted { rowsOfRequest[request].append(row) }
  }

  /// Hands out all rows that are there.
  func flush() throws {
    guard reader.rowCount > 0 else { return }
    let arena = reader.arena
    for owner in owners { arena.keep(owner) }
    let (count, fields) = reader.takeColumns()
    let columns = columns(fields, count: count, arena: arena)
    // 2^27 rows a chunk: more than its bytes can hold.
    let ordinal = rank << 27 + handedOut
    handedOut += count
    raws.removeAll(keepingCapacity: true)
    times.removeAll(keepingCapacity: true)
    metadata.removeAll(keepingCapacity: true)
    isUniform = true
    for (index, request) in requests.enumerated() where !rowsOfRequest[index].isEmpty {
      let rows = rowsOfRequest[index]
      rowsOfRequest[index].removeAll(keepingCapacity: true)
      var batch = Batch(
        rowCount: count, columns: Self.pick(columns, request.scan.needs),
        ordinal: ordinal + Int(rows[0]))
      if rows.count < count { batch = batch.gathered(rows) }
      try workers[index].consume(batch)
    }
  }

  private static func pick(
    _ columns: OrderedDictionary<String, Column>, _ needs: FieldNeeds
  ) -> OrderedDictionary<String, Column> {
    guard !needs.all, needs.patterns.isEmpty else {
      return columns.filter { ScanNeeds.hands($0.key, to: needs) }
    }
    var picked: OrderedDictionary<String, Column> = [:]
    picked.reserveCapacity(needs.names.count)
    for name in needs.names {
      if let column = columns[name] { picked[name] = column }
    }
    return picked
  }

  private func columns(
    _ fields: [(name: String, column: Column)], count: Int, arena: Arena
  ) -> OrderedDictionary<String, Column> {
    var columns: OrderedDictionary<String, Column> = [:]
    columns.reserveCapacity(fields.count + ScanNeeds.builtIn.count)
    let arenas = [arena]
    if needs.time { columns["_time"] = Column(times.map { .number($0) }, arenas: arenas) }
    let texts: [(String, KeyPath<EventMetadata, Bytes>)] = [
      ("host", \.host), ("index", \.index), ("source", \.source), ("sourcetype", \.sourcetype),
    ]
    for (name, path) in texts where needs.union.contains(name) {
      columns[name] =
        isUniform
        ? Column(constant: .text(metadata[0][keyPath: path]), count: count, arenas: arenas)
        : Column(metadata.map { .text($0[keyPath: path]) }, arenas: arenas)
    }
    if needs.raw { columns["_raw"] = Column(raws.map { .text($0) }, arenas: arenas) }
    if needs.union.contains("_indextime") {
      columns["_indextime"] = Column(constant: .number(arrival), count: count, arenas: arenas)
    }
    for field in fields where !ScanNeeds.builtIn.contains(field.name) {
      columns[field.name] = field.column
    }
    return columns
  }
}
