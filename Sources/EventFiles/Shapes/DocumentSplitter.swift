import EventModel

/// Finds where JSON documents begin and end, piece by piece.
///
/// The elements of an array at the top, and the items of an `EventList` that says what it is before
/// them, are records of their own: so such files need no more memory than others. Text that is neither object nor
/// array is a record up to the next blank, comma or bracket outside quotes.
struct DocumentSplitter {
  private var depth = 0
  /// 1 within an array at the top, 2 within the items of an `EventList`.
  private var base = 0
  /// Behind the items of an `EventList`.
  private var isInListEnd = false
  /// The `apiVersion` of each kind of list so far.
  private(set) var listVersions: [[UInt8]] = []
  private var currentList: Int?
  private var isInString = false
  private var isEscaped = false
  private var isInScalar = false
  private var recordStart: Int?
  private var recordLine = 0
  /// Line feeds so far.
  private(set) var lineCount = 0

  var isInRecord: Bool { recordStart != nil }

  /// Whether an array or a list has not ended yet.
  var isInArray: Bool { base > 0 || isInListEnd }

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
        if isOutside { begin(at: index, isScalar: true) }
        isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if isInScalar { end(at: index, &records) }
        if isOutside {
          if byte == UInt8(ascii: "["), base == 0 {
            base = 1
            depth = 1
            break
          }
          begin(at: index, isScalar: false)
        } else if byte == UInt8(ascii: "["), depth == 1, beginsList(text, at: index) {
          depth = 2
          base = 2
          recordStart = nil
          break
        }
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if isInScalar { end(at: index, &records) }
        if depth == base {
          if base > 0, byte == UInt8(ascii: "]") {
            isInListEnd = base == 2
            depth = base - 1
            base = 0
            currentList = nil
          } else {
            // A closing bracket that nothing opened: a record of its own, to be reported.
            begin(at: index, isScalar: true)
            end(at: index + 1, &records)
          }
          break
        }
        depth -= 1
        if depth == base {
          end(at: index + 1, &records)
          isInListEnd = false
        }
      case 0x20, 0x09, 0x0D, 0x0A, UInt8(ascii: ","):
        if isInScalar { end(at: index, &records) }
      default:
        if isOutside { begin(at: index, isScalar: true) }
      }
      index += 1
    }
    return index
  }

  private var isOutside: Bool { recordStart == nil && !isInListEnd }

  /// Whether the bracket begins the items of an `EventList`, and of which version.
  private mutating func beginsList(_ text: Bytes, at bracket: Int) -> Bool {
    guard base == 0, let start = recordStart else { return false }
    let head = text.slice(start..<bracket)
    guard let version = EventListHead.apiVersion(head) else { return false }
    currentList = listVersions.firstIndex(of: version) ?? listVersions.count
    if currentList == listVersions.count { listVersions.append(version) }
    return true
  }

  private mutating func begin(at index: Int, isScalar: Bool) {
    recordStart = index
    recordLine = lineCount
    isInScalar = isScalar
  }

  private mutating func end(at index: Int, _ records: inout [RecordPlace]) {
    if let recordStart {
      records.append(
        RecordPlace(start: recordStart, end: index, line: recordLine, list: currentList))
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
    depth = base
    isInString = false
    isEscaped = false
    isInScalar = false
    recordStart = nil
    self.lineCount = lineCount
  }
}
