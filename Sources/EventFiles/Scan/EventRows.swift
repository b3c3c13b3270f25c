package import EventModel
package import Execution
import KubernetesAudit
import OrderedCollections
import QueryPlan

/// Gathers the events of one chunk that some request may want, and hands them out in batches.
package final class EventRows {
  private static let largestBatch = 1024
  /// Events with very many different fields make wide batches: those get fewer rows.
  private static let largestCellCount = 1 << 19

  package let needs: ScanNeeds
  package let reader: JSONFieldReader
  package let active: [Int]
  /// Whether rows of several chunks may be handed out together.
  let mayWait: Bool
  /// Of each request.
  let columnNeeds: [FieldNeeds]
  private let workers: [any ScanWorker]
  private var arrival: Double
  // One struct, so that a row costs one check of access.
  private var gathered: Gathered
  /// The columns that `picks` were made for, mostly those of the last batch too.
  private var pickedFrom: OrderedSet<String> = []
  private var picks: [Pick] = []
  /// Rows handed out of this chunk so far.
  private var handedOut = 0
  private var rank = 0
  /// What the texts of the rows live in, besides the reader's arena.
  private var owners: [AnyObject] = []

  /// `active`: the requests that rows are gathered for; `known`: fields that are the same in all of
  /// those rows, which may spare some others that the requests need.
  /// `workers`: one for each request, active or not.
  package init(
    _ requests: [ScanRequest], active: [Int], knowing known: [String: String] = [:],
    workers: [any ScanWorker], arrival: Double
  ) {
    self.active = active
    mayWait = active.allSatisfy { requests[$0].takesAnyOrder }
    self.workers = workers
    self.arrival = arrival
    let columnNeeds = requests.map { $0.scan.needs(knowing: known) }
    self.columnNeeds = columnNeeds
    needs = ScanNeeds(active.map { columnNeeds[$0] })
    reader = JSONFieldReader(needs.selection, orderedKeys: AuditEvent.keyOrder)
    gathered = Gathered(
      keepsRaws: needs.raw, keepsTimes: needs.time, rowsOfRequest: requests.map { _ in [] })
  }

  /// Starts a chunk; `owners` are kept alive with its rows, and with those that wait.
  package func begin(rank: Int, owners: [AnyObject]) {
    self.rank = rank
    self.owners = reader.rowCount == 0 ? owners : self.owners + owners
    handedOut = 0
  }

  /// Keeps something alive as long as the rows of this chunk.
  func keep(_ owner: AnyObject) { owners.append(owner) }

  /// The arena for texts of the next row. To be asked for only behind `makeRoom`.
  package var arena: Arena { reader.arena }

  /// Hands out what is there if the next row would make the batch too large.
  package func makeRoom() throws {
    let count = reader.rowCount
    if count >= Self.largestBatch || count * reader.fieldCount > Self.largestCellCount {
      try flush()
    }
  }

  /// The time of arrival of the rows to come; rows that arrived at another time are handed out if
  /// anybody asks for it.
  package func setArrival(_ time: Double) throws {
    guard time != arrival else { return }
    if needs.union.contains("_indextime") { try flush() }
    arrival = time
  }

  /// Completes the row that the reader began last.
  package func add(raw: Bytes, time: Double, metadata event: EventMetadata, for wanted: [Int]) {
    gathered.add(raw, time, event, row: reader.rowCount - 1, for: wanted)
  }

  /// What the rows have besides the fields of their texts.
  private struct Gathered {
    let keepsRaws: Bool
    let keepsTimes: Bool
    var rowsOfRequest: [[Int32]]
    var raws: [Bytes] = []
    var times: [Double] = []
    /// That of the first row, or of all rows where they differ.
    var metadata: [EventMetadata] = []
    var isUniform = true

    mutating func add(
      _ raw: Bytes, _ time: Double, _ event: EventMetadata, row: Int, for wanted: [Int]
    ) {
      if keepsRaws { raws.append(raw) }
      if keepsTimes { times.append(time) }
      if row == 0 {
        metadata.append(event)
      } else if isUniform, !event.isSame(as: metadata[0]) {
        isUniform = false
        let first = metadata[0]
        metadata.append(contentsOf: repeatElement(first, count: row - 1))
        metadata.append(event)
      } else if !isUniform {
        metadata.append(event)
      }
      for request in wanted { rowsOfRequest[request].append(Int32(row)) }
    }

    mutating func removeAll() {
      raws.removeAll(keepingCapacity: true)
      times.removeAll(keepingCapacity: true)
      metadata.removeAll(keepingCapacity: true)
      isUniform = true
      for request in rowsOfRequest.indices {
        rowsOfRequest[request].removeAll(keepingCapacity: true)
      }
    }
  }

  /// Hands out all rows that are there.
  package func flush() throws {
    guard reader.rowCount > 0 else { return }
    let arena = reader.arena
    for owner in owners { arena.keep(owner) }
    let (count, fields) = reader.takeColumns()
    let columns = columns(fields, count: count, arena: arena)
    // A search may need no column at all.
    if picks.isEmpty || columns.keys != pickedFrom { pick(from: columns.keys) }
    // 2^27 rows a chunk: more than its bytes can hold.
    let ordinal = rank << 27 + handedOut
    handedOut += count
    defer { gathered.removeAll() }
    for index in active where !gathered.rowsOfRequest[index].isEmpty {
      let rows = gathered.rowsOfRequest[index]
      var batch = Batch(
        rowCount: count, columns: picks[index].columns(of: columns.values),
        ordinal: ordinal + Int(rows[0]))
      if rows.count < count { batch = batch.gathered(rows) }
      try workers[index].consume(batch)
    }
  }

  /// Which of the columns a request gets.
  private struct Pick {
    private let places: [Int]
    /// Has the names; building them anew for each batch would cost more than the columns.
    private let template: OrderedDictionary<String, Column>

    init(_ places: [Int], of fields: OrderedSet<String>) {
      self.places = places
      template = OrderedDictionary(
        uniqueKeysWithValues: places.map { (fields[$0], Column.nulls(0)) })
    }

    func columns(
      of columns: OrderedDictionary<String, Column>.Values
    ) -> OrderedDictionary<String, Column> {
      var result = template
      for (index, place) in places.enumerated() { result.values[index] = columns[place] }
      return result
    }
  }

  private func pick(from fields: OrderedSet<String>) {
    pickedFrom = fields
    picks = columnNeeds.enumerated().map { index, needs in
      guard active.contains(index) else { return Pick([], of: fields) }
      guard !needs.all, needs.patterns.isEmpty else {
        return Pick(
          fields.indices.filter { ScanNeeds.hands(fields[$0], to: needs) }, of: fields)
      }
      return Pick(needs.names.compactMap { fields.firstIndex(of: $0) }, of: fields)
    }
  }

  private func columns(
    _ fields: [(name: String, column: Column)], count: Int, arena: Arena
  ) -> OrderedDictionary<String, Column> {
    var columns: OrderedDictionary<String, Column> = [:]
    columns.reserveCapacity(fields.count + ScanNeeds.builtIn.count)
    let arenas = [arena]
    if needs.time { columns["_time"] = Column(gathered.times.map { .number($0) }, arenas: arenas) }
    let texts: [(String, KeyPath<EventMetadata, Bytes>)] = [
      ("host", \.host), ("index", \.index), ("source", \.source), ("sourcetype", \.sourcetype),
    ]
    for (name, path) in texts where needs.union.contains(name) {
      columns[name] =
        gathered.isUniform
        ? Column(constant: .text(gathered.metadata[0][keyPath: path]), count: count, arenas: arenas)
        : Column(gathered.metadata.map { .text($0[keyPath: path]) }, arenas: arenas)
    }
    if needs.raw { columns["_raw"] = Column(gathered.raws.map { .text($0) }, arenas: arenas) }
    if needs.union.contains("_indextime") {
      columns["_indextime"] = Column(constant: .number(arrival), count: count, arenas: arenas)
    }
    for field in fields where !ScanNeeds.builtIn.contains(field.name) {
      columns[field.name] = field.column
    }
    return columns
  }
}
