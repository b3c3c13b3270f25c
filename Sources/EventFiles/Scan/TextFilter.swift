package import EventModel
package import Execution
package import QueryPlan

/// Tells which JSON texts some request may want, by the literals that its events must contain.
///
/// For sources other than files. Texts that are no JSON, and those with fields from elsewhere, are
/// for the caller to let through.
package final class TextFilter {
  private let filter: FileFilter
  private let scratch = LiteralScratch()
  private let requestCount: Int
  private var places: [ChunkRecord] = []
  private var bits: [UInt64] = []
  private var wanted: [Int] = []

  /// `predicates`: of the requests; `constants`: fields that all texts are known to have one value in, such as
  /// `sourcetype`; `sample`: some of the texts.
  package init(
    _ predicates: [Expression?], knowing constants: [String: String], sample: Bytes
  ) throws(SourceError) {
    filter = try FileFilter(
      predicates, knowing: { _ in constants }, bareLiterals: false, databases: LiteralDatabases(),
      sample: sample)
    requestCount = predicates.count
  }

  /// Whether literals tell anything of the texts that a request wants.
  package func tells(_ request: Int) -> Bool { filter.asks(request, .audit) }

  /// Looks for literals in texts that lie end to end; `ends` are relative to the text's start.
  package func search(_ text: Bytes, ends: [Int]) throws(SourceError) {
    places.removeAll(keepingCapacity: true)
    var start = 0
    for end in ends {
      places.append(ChunkRecord(place: RecordPlace(start: start, end: end, line: 0)))
      start = end
    }
    let words = filter.wordCount
    bits.removeAll(keepingCapacity: true)
    bits.append(contentsOf: repeatElement(0, count: places.count * words))
    var failure: SourceError?
    places.withUnsafeBufferPointer { places in
      bits.withUnsafeMutableBufferPointer { bits in
        guard let bits = bits.baseAddress else { return }
        do throws(SourceError) {
          try LiteralSearch.run(
            filter.literals(onlyAudit: true), scratch, in: text.start, 0..<text.count,
            places: places, bits: bits)
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
  }

  /// Sets for each request whether it may want a text.
  package func mark(_ text: Int, in mayWant: inout [Bool]) {
    bits.withUnsafeBufferPointer { bits in
      filter.wanted(.audit, bits.baseAddress.map { $0 + text * filter.wordCount }, into: &wanted)
    }
    for request in 0..<requestCount { mayWant[request] = false }
    for request in wanted { mayWant[request] = true }
  }
}
