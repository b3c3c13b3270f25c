import EventModel
import Execution
import QueryPlan
import Synchronization

/// Reads chunks of files until none is left; several run at the same time.
final class ScanThread {
  /// What all threads of a scan share.
  final class Shared: Sendable {
    let requests: [ScanRequest]
    let files: [InputFile]
    let options: FileSourceOptions
    let databases = LiteralDatabases()
    let times: EventTimes
    let problems: ProblemLog
    let progress: ProgressCounter
    let cancellation: Cancellation
    let totals = Mutex(ScanTotals())

    init(
      requests: [ScanRequest], files: [InputFile], options: FileSourceOptions,
      problems: ProblemLog, progress: ProgressCounter, cancellation: Cancellation
    ) {
      self.requests = requests
      self.files = files
      self.options = options
      times = EventTimes(
        options.knowledge,
        timestamp: Timestamp(zone: options.timeZone, arrival: options.arrival))
      self.problems = problems
      self.progress = progress
      self.cancellation = cancellation
    }
  }

  private let shared: Shared
  private let workers: [any ScanWorker]
  private let parser: RecordParser
  /// For chunks of audit events alone: with what the requests that may want such events need of them.
  private var auditParser: RecordParser?
  private var buffer: ChunkBuffer
  private var records = ChunkRecords()
  private let document = JSONDocument()
  private let scratch = LiteralScratch()
  private var bits: [UInt64] = []
  /// Of the current chunk.
  private var isUTF8 = false
  /// Whether all records of the current chunk are audit events as the API server writes them.
  private var isOnlyAudit = false
  private var currentFile: InputFile?
  private var currentShape: FileShape?
  private var totals = ScanTotals()

  init(_ shared: Shared) throws {
    self.shared = shared
    workers = shared.requests.map { $0.consumer.makeWorker() }
    let rules = MetadataRules(options: shared.options, path: "")
    // Each file's own replaces it.
    let filter = try FileFilter(
      [], knowing: { _ in [:] }, bareLiterals: true, databases: shared.databases, sample: .empty)
    let rows = EventRows(
      shared.requests, active: Array(shared.requests.indices), workers: workers,
      arrival: shared.options.arrival)
    parser = RecordParser(
      rows: rows, rules: rules, filter: filter, options: shared.options, times: shared.times)
    buffer = ChunkBuffer(capacity: shared.options.chunkSize + (64 << 10))
  }

  /// Reads every file's chunks: first those that no other thread is busy with, then the rest.
  ///
  /// `isStopped`: whether another thread has failed.
  func run(isStopped: () -> Bool) throws {
    for waits in [false, true] {
      for file in shared.files {
        try read(file, waits: waits, isStopped)
      }
    }
    try flush()
    shared.totals.withLock { $0.add(totals) }
  }

  private func read(
    _ file: InputFile, waits: Bool, _ isStopped: () -> Bool
  ) throws {
    while !isStopped() {
      try shared.cancellation.check()
      prepareBuffer()
      guard case .chunk(let chunk) = file.next(into: buffer, waits: waits) else { return }
      try read(chunk)
    }
  }

  /// Columns that were handed on may still lie in the buffer, and a huge record may have blown it
  /// up.
  private func prepareBuffer() {
    let usual = shared.options.chunkSize * 4 + (64 << 10)
    if isKnownUniquelyReferenced(&buffer), buffer.capacity <= usual { return }
    buffer = ChunkBuffer(capacity: shared.options.chunkSize + (64 << 10))
  }

  private func read(_ chunk: Chunk) throws {
    try prepare(chunk)
    records.find(in: chunk, document: document)
    chunk.file.setLineCount(records.lineCount, ofChunk: chunk.number)
    totals.bytes += chunk.range.count
    totals.records += records.records.count
    shared.progress.add(records: records.records.count)
    if let fault = chunk.fault {
      shared.problems.damage(chunk.file.path, fault)
      totals.records += 1
      shared.problems.add(
        fault, file: chunk.file, chunk: chunk.number, line: records.lineCount)
    }
    guard !records.records.isEmpty else { return }
    look(at: chunk)
    try findLiterals(chunk)
    let parser = isOnlyAudit ? auditParser ?? parser : parser
    try parseCandidates(chunk, parser)
  }

  /// Hands out the rows that wait for others.
  private func flush() throws {
    try parser.rows.flush()
    try auditParser?.rows.flush()
  }

  private func prepare(_ chunk: Chunk) throws {
    guard currentFile !== chunk.file || currentShape != chunk.shape else { return }
    try flush()
    currentFile = chunk.file
    currentShape = chunk.shape
    let rules = MetadataRules(options: shared.options, path: chunk.file.path)
    parser.rules = rules
    parser.filter = try FileFilter(
      shared.requests.map { $0.scan.predicate }, knowing: { rules.constants($0) },
      bareLiterals: chunk.shape.usesBareLiterals, databases: shared.databases,
      sample: chunk.buffer.bytes(chunk.range))
    prepareAuditParser(rules)
  }

  private func prepareAuditParser(_ rules: MetadataRules) {
    let requests = parser.filter.requests(.audit)
    let known = rules.constants(.audit)
    let needs = shared.requests.map { $0.scan.needs(knowing: known) }
    guard requests.count < shared.requests.count || needs != parser.rows.columnNeeds else {
      auditParser = nil
      return
    }
    if let auditParser, auditParser.rows.active == requests,
      auditParser.rows.columnNeeds == needs
    {
      auditParser.rules = rules
      auditParser.filter = parser.filter
      return
    }
    let rows = EventRows(
      shared.requests, active: requests, knowing: known, workers: workers,
      arrival: shared.options.arrival)
    auditParser = RecordParser(
      rows: rows, rules: rules, filter: parser.filter, options: shared.options,
      times: shared.times)
  }

  /// Most chunks of most files are whole audit events and nothing else: those need not be looked at
  /// one by one again.
  private func look(at chunk: Chunk) {
    isUTF8 = !parser.filter.isFiltered || JSONText.isUTF8(chunk.buffer.bytes(chunk.range))
    isOnlyAudit =
      parser.filter.isFiltered && isUTF8 && !chunk.shape.isTextOnly
      && records.records.withUnsafeBufferPointer { records in
        records.allSatisfy { record in
          let place = record.place
          return record.joined == nil
            && RecordLook.isClosedAuditLine(chunk.buffer.bytes(place.start..<place.end))
        }
      }
  }

  /// Sets the bits of the clauses that each record satisfies, as far as they can matter.
  private func findLiterals(_ chunk: Chunk) throws(SourceError) {
    let filter = parser.filter
    guard filter.isFiltered else { return }
    let words = filter.wordCount
    let text = UnsafePointer(chunk.buffer.start)
    bits.removeAll(keepingCapacity: true)
    bits.append(contentsOf: repeatElement(0, count: records.records.count * words))
    var failure: SourceError?
    records.records.withUnsafeBufferPointer { places in
      bits.withUnsafeMutableBufferPointer { bits in
        guard let bits = bits.baseAddress else { return }
        do throws(SourceError) {
          try LiteralSearch.run(
            filter.literals(onlyAudit: isOnlyAudit), scratch, in: text, chunk.range,
            places: places, bits: bits)
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
  }

  private func parseCandidates(_ chunk: Chunk, _ parser: RecordParser) throws {
    let rows = parser.rows
    let filter = parser.filter
    let isFiltered = filter.isFiltered
    let isUTF8 = isUTF8
    let borrows = rows.needs.raw && (!isFiltered || candidateShare(chunk) >= 0.25)
    var around = RecordParser.Surroundings()
    around.storage = borrows ? .borrowed : .copied
    around.allowsText = chunk.shape.allowsText
    around.isTextOnly = chunk.shape.isTextOnly
    let listArena = Arena()
    let lists = chunk.listVersions.map { listArena.store($0) }
    var owners: [AnyObject] = [parser.rules.arena]
    if borrows { owners.append(chunk.buffer) }
    if let arena = records.arena { owners.append(arena) }
    rows.begin(rank: chunk.rank, owners: owners)
    let skipsUnmarked = isOnlyAudit && !filter.takesAll(.audit)
    try records.records.withUnsafeBufferPointer { places in
      try bits.withUnsafeBufferPointer { bits in
        for index in stride(from: places.count - 1, through: 0, by: -1) {
          let record = places[index]
          let own = isFiltered ? bits.baseAddress.map { $0 + index * filter.wordCount } : nil
          if skipsUnmarked, let own, !LiteralSearch.isMarked(own, filter.wordCount) { continue }
          let text = chunk.buffer.bytes(record.place.start..<record.place.end)
          let look = RecordLook(text, shape: chunk.shape, isUTF8: isUTF8)
          let isOpen = look.isSuspicious || record.joined != nil
          filter.wanted(look.kind, isOpen ? nil : own, into: &around.wanted)
          // A record that nobody wants is still looked at if it seems broken.
          guard !around.wanted.isEmpty || look.isBroken else { continue }
          around.listVersion = record.place.list.map { lists[$0] }
          around.time = record.joinedTime.flatMap { parser.timestamp.value($0) }
          try parse(record.joined ?? text, around, parser, at: record.place, of: chunk)
        }
      }
    }
    // Many small batches cost more than few large ones. What is borrowed cannot wait, and the joined
    // lines of many chunks would be held for few rows.
    if borrows || records.arena != nil || !rows.mayWait { try rows.flush() }
  }

  private func parse(
    _ text: Bytes, _ around: RecordParser.Surroundings, _ parser: RecordParser,
    at place: RecordPlace, of chunk: Chunk
  ) throws {
    do {
      try parser.parse(text, around)
    } catch let error as JSONError {
      totals.brokenRecords += 1
      shared.problems.add(
        error.description, file: chunk.file, chunk: chunk.number, line: place.line)
    }
  }

  /// How much of a chunk some request may want, roughly.
  private func candidateShare(_ chunk: Chunk) -> Double {
    let filter = parser.filter
    let words = filter.wordCount
    var bytes = 0
    bits.withUnsafeBufferPointer { bits in
      guard let bits = bits.baseAddress else { return }
      let kind = isOnlyAudit ? RecordKind.audit : .unknown
      let takesAll = filter.takesAll(kind)
      for (index, record) in records.records.enumerated() {
        let own = bits + index * words
        guard takesAll || LiteralSearch.isMarked(own, words) else { continue }
        if filter.isWanted(kind, own) { bytes += record.place.end - record.place.start }
      }
    }
    return Double(bytes) / Double(max(chunk.range.count, 1))
  }
}

/// What a thread counted.
struct ScanTotals: Sendable {
  var bytes = 0
  var records = 0
  var brokenRecords = 0

  mutating func add(_ other: ScanTotals) {
    bytes += other.bytes
    records += other.records
    brokenRecords += other.brokenRecords
  }
}
