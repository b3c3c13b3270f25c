import EventModel
import Execution

/// One search for all literals in a chunk, noting which records hold which.
struct LiteralSearch {
  private let places: UnsafeBufferPointer<ChunkRecord>
  private let patterns: UnsafePointer<UInt64>
  private let bits: UnsafeMutablePointer<UInt64>
  private let words: Int
  private var base = 0
  private var current = 0

  init(
    places: UnsafeBufferPointer<ChunkRecord>, patterns: UnsafePointer<UInt64>,
    bits: UnsafeMutablePointer<UInt64>, words: Int
  ) {
    self.places = places
    self.patterns = patterns
    self.bits = bits
    self.words = words
  }

  mutating func run(
    _ database: LiteralDatabase, _ scratch: LiteralScratch, _ text: Bytes, base: Int
  ) throws(SourceError) {
    self.base = base
    var failure: SourceError?
    withUnsafeMutablePointer(to: &self) { context in
      do throws(SourceError) {
        try scratch.search(
          database, in: text.start, count: text.count, context: UnsafeMutableRawPointer(context)
        ) { pattern, _, end, _, context in
          context?.assumingMemoryBound(to: LiteralSearch.self).pointee
            .found(Int(pattern), end: Int(end))
          return 0
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Matches come nearly always in order of their ends.
  private mutating func found(_ pattern: Int, end: Int) {
    let last = base + end - 1
    while current > 0, places[current].place.start > last { current -= 1 }
    while current < places.count - 1, places[current].place.end <= last { current += 1 }
    // Between records, or across two of them.
    guard places[current].place.start <= last, last < places[current].place.end else { return }
    let target = bits + current * words
    let source = patterns + pattern * words
    for word in 0..<words { target[word] |= source[word] }
  }
}
