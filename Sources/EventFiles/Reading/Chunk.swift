import EventModel

/// Where a record lies in a chunk.
struct RecordPlace {
  let start: Int
  let end: Int
  /// Line feeds of the chunk before the record.
  let line: Int
  /// The list whose item it is, by its place in the chunk's `listVersions`.
  var list: Int?
}

/// Whole records of one file, read at once.
struct Chunk {
  let file: InputFile
  let shape: FileShape
  let buffer: ChunkBuffer
  let range: Range<Int>
  /// Where the chunk stands among those of its file, from the file's start.
  let number: Int
  /// Where it stands in the whole stream; smaller is newer.
  let rank: Int
  /// The records, when reading had to find them; else they are lines.
  var records: [RecordPlace]?
  /// The `apiVersion` of each list that records are items of.
  var listVersions: [[UInt8]] = []
  /// Line feeds in the chunk, when reading had to count them.
  var lineCount: Int?
  /// What went wrong behind the last record.
  var fault: String?
}
