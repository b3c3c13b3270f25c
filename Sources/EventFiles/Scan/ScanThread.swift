import EventModel
import Execution
import Synchronization

/// Reads chunks of files until none is left; several run at the same time.
final class ScanThread {
  /// What all threads of a scan share.
  final class Shared: Sendable {
    let requests: [ScanRequest]
    let files: [InputFile]
    let options: FileSourceOptions
    let databases = LiteralDatabases()
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
      self.problems = problems
      self.progress = progress
      self.cancellation = cancellation
    }
  }

  private let shared: Shared
  private let rows: EventRows
  private let parser: RecordParser
  private var buffer: ChunkBuffer
  private var records = ChunkRecords()
  private let document = JSONDocument()
  private let scratch = LiteralScratch()
  private var bits: [UInt64] = []
  private var currentFile: InputFile?
  private var currentShape: FileShape?
  private var totals = ScanTotals()
  private var wanted: [Int] = []

  init(_ shared: Shared) throws {
    self.shared = shared
    rows = EventRows(shared.requests, arrival: shared.options.arrival)
    let rules = MetadataRules(options: shared.options, path: "")
    // Each file's own replaces it.
    let filter = try FileFilter(
      [], knowing: { _ in [:] }, bareLiterals: true, databases: shared.databases)
    parser = RecordParser(rows: rows, rules: rules, filter: filter, options: shared.options)
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
    try findLiterals(chunk)
    try parseCandidates(chunk)
    try rows.flush()
  }

  private func prepare(_ chunk: Chunk) throws {
    guard currentFile !== chunk.file || currentShape != chunk.shape else { return }
    currentFile = chunk.file
    currentShape = chunk.shape
    let rules = MetadataRules(options: shared.options, path: chunk.file.path)
    parser.rules = rules
    parser.filter = try FileFilter(
      shared.requests, knowing: { rules.constants($0) },
      bareLiterals: chunk.shape.usesBareLiterals, databases: shared.databases)
  }

  /// Sets the bits of the clauses that each record satisfies.
  private func findLiterals(_ chunk: Chunk) throws(SourceError) {
    let filter = parser.filter
    guard let database = filter.database else { return }
    let count = records.records.count
    bits.removeAll(keepingCapacity: true)
    bits.append(contentsOf: repeatElement(0, count: count * filter.wordCount))
    var failure: SourceError?
    records.records.withUnsafeBufferPointer { places in
      filter.patternBits.withUnsafeBufferPointer { patterns in
        bits.withUnsafeMutableBufferPointer { bits in
          guard let patterns = patterns.baseAddress, let bits = bits.baseAddress else { return }
          var search = LiteralSearch(
            places: places, patterns: patterns, bits: bits, words: filter.wordCount)
          do throws(SourceError) {
            try search.run(
              database, scratch, chunk.buffer.bytes(chunk.range), base: chunk.range.lowerBound)
          } catch {
            failure = error
          }
        }
      }
    }
    if let failure { throw failure }
  }

  private func parseCandidates(_ chunk: Chunk) throws {
    let filter = parser.filter
    let isFiltered = filter.database != nil
    let isUTF8 = !isFiltered || JSONText.isUTF8(chunk.buffer.bytes(chunk.range))
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
    for index in stride(from: records.records.count - 1, through: 0, by: -1) {
      let record = records.records[index]
      let text = chunk.buffer.bytes(record.place.start..<record.place.end)
      let look = RecordLook(text, shape: chunk.shape, isUTF8: isUTF8)
      if !isFiltered || look.isSuspicious || record.joined != nil {
        filter.wanted(look.kind, nil, into: &wanted)
      } else {
        bits.withUnsafeBufferPointer { bits in
          let own = bits.baseAddress.map { $0 + index * filter.wordCount }
          filter.wanted(look.kind, own, into: &wanted)
        }
      }
      // A record that nobody wants is still looked at if it seems broken.
      guard !wanted.isEmpty || look.isBroken else { continue }
      around.wanted = wanted
      around.listVersion = record.place.list.map { lists[$0] }
      around.time = record.joinedTime.flatMap { parser.timestamp.value($0) }
      do {
        try parser.parse(record.joined ?? text, around)
      } catch let error as JSONError {
        totals.brokenRecords += 1
        shared.problems.add(
          error.description, file: chunk.file, chunk: chunk.number, line: record.place.line)
      }
    }
  }

  /// How much of a chunk some request may want, roughly.
  private func candidateShare(_ chunk: Chunk) -> Double {
    let filter = parser.filter
    var bytes = 0
    bits.withUnsafeBufferPointer { bits in
      for (index, record) in records.records.enumerated() {
        let own = bits.baseAddress.map { $0 + index * filter.wordCount }
        filter.wanted(.unknown, own, into: &wanted)
        if !wanted.isEmpty { bytes += record.place.end - record.place.start }
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
