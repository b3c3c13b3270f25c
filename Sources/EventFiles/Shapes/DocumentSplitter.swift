import EventModel

/// Finds where JSON documents begin and end, piece by piece.
///
/// The elements of an array at the top are records of their own. Text that is neither object nor
/// array is a record up to the next blank, comma or bracket outside quotes.
struct DocumentSplitter {
  private var depth = 0
  /// 1 within an array at the top.
  private var base = 0
  private var isInString = false
  private var isEscaped = false
  private var isInScalar = false
  private var recordStart: Int?
  private var recordLine = 0
  /// Line feeds so far.
  private(set) var lineCount = 0

  var isInRecord: Bool { recordStart != nil }

  /// Where the record begins that has not ended yet.
  var openStart: Int? { recordStart }
  var openLine: Int { recordLine }

  /// Goes on at `from` and adds the records that end in the text; returns where to go on.
  mutating func split(_ text: Bytes, from: Int, into records: inout [RecordPlace]) -> Int {
    var index = from
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\n") { lineCount += 1 }
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if depth == base, isInScalar {
            end(at: index + 1, &records)
          }
        }
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        if recordStart == nil { begin(at: index, isScalar: true) }
        isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if isInScalar { end(at: index, &records) }
        if recordStart == nil {
          if byte == UInt8(ascii: "["), base == 0 {
            base = 1
            depth = 1
            break
          }
          begin(at: index, isScalar: false)
        }
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if isInScalar { end(at: index, &records) }
        if depth == base {
          if base == 1, byte == UInt8(ascii: "]") {
            base = 0
            depth = 0
          } else {
            // A closing bracket that nothing opened: a record of its own, to be reported.
            begin(at: index, isScalar: true)
            end(at: index + 1, &records)
          }
          break
        }
        depth -= 1
        if depth == base { end(at: index + 1, &records) }
      case 0x20, 0x09, 0x0D, 0x0A, UInt8(ascii: ","):
        if isInScalar { end(at: index, &records) }
      default:
        if recordStart == nil { begin(at: index, isScalar: true) }
      }
      index += 1
    }
    return index
  }

  private mutating func begin(at index: Int, isScalar: Bool) {
    recordStart = index
    recordLine = lineCount
    isInScalar = isScalar
  }

  private mutating func end(at index: Int, _ records: inout [RecordPlace]) {
    if let recordStart {
      records.append(RecordPlace(start: recordStart, end: index, line: recordLine))
    }
    recordStart = nil
    isInScalar = false
  }

  /// Moves the open record's start, after the text was moved to the front of its buffer, and counts
  /// lines from there.
  mutating func rebase(by distance: Int) {
    recordStart = recordStart.map { $0 - distance }
    lineCount -= recordStart == nil ? lineCount : recordLine
    recordLine = 0
  }

  /// Forgets the open record, to start again behind it.
  mutating func reset(lineCount: Int) {
    self = DocumentSplitter()
    self.lineCount = lineCount
  }
}
