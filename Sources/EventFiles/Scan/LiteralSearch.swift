import EventModel
import Execution

/// One search for all literals of a set in some records, noting which records hold which.
struct LiteralSearch {
  private let base: UnsafePointer<UInt8>
  private let places: UnsafeBufferPointer<ChunkRecord>
  private let bits: UnsafeMutablePointer<UInt64>
  private let words: Int
  private var offset = 0
  private var current = 0
  private let clauseBits: UnsafePointer<UInt64>
  private let checks: UnsafePointer<LiteralSet.Check>
  private let rests: UnsafeBufferPointer<UInt8>
  private let allBits: UnsafePointer<UInt64>

  /// Searches a part of a chunk that starts at `base`; `bits` are those of the first place.
  static func run(
    _ set: LiteralSet, _ scratch: LiteralScratch, in base: UnsafePointer<UInt8>,
    _ range: Range<Int>, places: UnsafeBufferPointer<ChunkRecord>,
    bits: UnsafeMutablePointer<UInt64>
  ) throws(SourceError) {
    var failure: SourceError?
    set.withPointers { checks, rests, clauseBits in
      var search = LiteralSearch(
        base: base, places: places, bits: bits, words: set.wordCount, offset: range.lowerBound,
        clauseBits: clauseBits, checks: checks, rests: rests,
        allBits: clauseBits + set.checks.count * set.wordCount)
      do throws(SourceError) {
        try scratch.search(
          set.database, in: base + range.lowerBound, count: range.count, context: &search
        ) { pattern, _, end, _, context in
          let search = context?.assumingMemoryBound(to: LiteralSearch.self)
          search?.pointee.found(Int(pattern), end: Int(end))
          return search?.pointee.isDone == true ? 1 : 0
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Searches a chunk for one clause of each request, and the records that have it for the others
  /// of the requests that ask for it.
  static func run(
    _ literals: FileFilter.Literals, _ scratch: LiteralScratch, in base: UnsafePointer<UInt8>,
    _ range: Range<Int>, places: UnsafeBufferPointer<ChunkRecord>,
    bits: UnsafeMutablePointer<UInt64>
  ) throws(SourceError) {
    guard let first = literals.first else { return }
    try run(first, scratch, in: base, range, places: places, bits: bits)
    guard !literals.others.isEmpty else { return }
    let words = first.wordCount
    for index in places.indices {
      let own = bits + index * words
      // What is a candidate whatever it holds needs no closer look.
      guard own[0] & LiteralSet.always == 0, isMarked(own, words) else { continue }
      let place = places[index].place
      for other in literals.others.indices {
        let mark = literals.others[other].first
        guard own[mark / 64] >> UInt64(mark % 64) & 1 == 1 else { continue }
        try run(
          literals.others[other].set, scratch, in: base, place.start..<place.end,
          places: UnsafeBufferPointer(rebasing: places[index...index]), bits: own)
      }
    }
  }

  /// Whether a record has a bit at all.
  static func isMarked(_ bits: UnsafePointer<UInt64>, _ words: Int) -> Bool {
    for word in 0..<words where bits[word] != 0 { return true }
    return false
  }

  /// Whether nothing is left to find: only in a search of one record.
  private var isDone: Bool {
    guard places.count == 1 else { return false }
    for word in 0..<words where bits[word] & allBits[word] != allBits[word] { return false }
    return true
  }

  /// Matches come nearly always in order of their ends.
  private mutating func found(_ pattern: Int, end: Int) {
    let last = offset + end - 1
    while current > 0, places[current].place.start > last { current -= 1 }
    while current < places.count - 1, places[current].place.end <= last { current += 1 }
    let place = places[current].place
    // Between records, or across two of them.
    guard place.start <= last, last < place.end else { return }
    let check = checks[pattern]
    guard let next = compare(rests[check.rest], at: last + 1, limit: place.end),
      ends(check.ending, behind: next, limit: place.end)
    else { return }
    let target = bits + current * words
    let source = clauseBits + pattern * words
    for word in 0..<words { target[word] |= source[word] }
  }

  /// The place behind a folded text, if that stands at a place.
  private func compare(
    _ rest: Slice<UnsafeBufferPointer<UInt8>>, at place: Int, limit: Int
  ) -> Int? {
    guard place + rest.count <= limit else { return nil }
    var next = place
    for byte in rest {
      guard CaseFolding.fold(base[next]) == byte else { return nil }
      next += 1
    }
    return next
  }

  private func ends(
    _ ending: LiteralDatabase.Pattern.Ending, behind next: Int, limit: Int
  ) -> Bool {
    switch ending {
    case .anything: return true
    case .closedString:
      return next < limit && (base[next] == UInt8(ascii: "\"") || base[next] == UInt8(ascii: "\\"))
    case .literalByte:
      guard next < limit else { return false }
      let low = next + 1 < limit ? base[next + 1] : 0
      return Self.isLiteralByte(base[next], low)
    }
  }

  /// Whether two hexadecimal digits stand for a letter, a digit, or one of ` -_.:`, or for one of
  /// their neighbours.
  private static func isLiteralByte(_ high: UInt8, _ low: UInt8) -> Bool {
    switch high {
    case UInt8(ascii: "2"):
      [UInt8(ascii: "0"), UInt8(ascii: "2")].contains(low)
        || [UInt8(ascii: "d"), UInt8(ascii: "e")].contains(low | 0x20)
    case UInt8(ascii: "3"): low &- 0x30 < 10 || low | 0x20 == UInt8(ascii: "a")
    case UInt8(ascii: "4")...UInt8(ascii: "7"): true
    default: false
    }
  }
}
