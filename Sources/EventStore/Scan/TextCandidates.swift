import CZstd
import EventModel

/// Events of a segment that some request wants the texts of, gathered block by block and handed out
/// in order of arrival.
///
/// Memory: the texts of blocks of which much is wanted stay as they are; of others, single texts
/// are kept.
struct TextCandidates {
  struct Candidate {
    let event: Int32
    var text: Bytes
    /// Whether the text lives in a block, which the rows keep alive.
    var isBorrowed = false
    /// Places in `requests`.
    let wanted: Range<Int>
  }

  private var candidates: [Candidate] = []
  private var requests: [Int] = []
  private(set) var owners: [AnyObject] = []
  private var copies = Arena()
  private var blockStart = 0

  mutating func removeAll() {
    candidates.removeAll(keepingCapacity: true)
    requests.removeAll(keepingCapacity: true)
    owners = []
    copies = Arena()
    blockStart = 0
  }

  mutating func add(_ event: Int32, _ text: Bytes, for wanted: [Int]) {
    let start = requests.count
    requests.append(contentsOf: wanted)
    candidates.append(Candidate(event: event, text: text, wanted: start..<requests.count))
  }

  /// Decides what becomes of the texts that were added since the last block, whose memory `arena`
  /// is and which has so many events.
  mutating func endBlock(_ arena: Arena, events: Int) {
    let own = blockStart..<candidates.count
    let borrows = own.count * 4 > events
    for place in own {
      if borrows {
        candidates[place].isBorrowed = true
      } else {
        candidates[place].text = copies.store(candidates[place].text)
      }
    }
    if borrows { owners.append(arena) }
    blockStart = candidates.count
  }

  /// All of them, of a segment with so many events, newest first.
  func forEach(events: Int, _ body: (Candidate) throws -> Void) rethrows {
    var places = [Int32](repeating: -1, count: events)
    for (place, candidate) in candidates.enumerated() {
      places[Int(candidate.event)] = Int32(place)
    }
    places.removeAll { $0 < 0 }
    for (rank, place) in places.enumerated().reversed() {
      // Texts lie in another order than they are read in, which the processor cannot foresee.
      if rank >= Self.foresight { prefetch(candidates[Int(places[rank - Self.foresight])].text) }
      try body(candidates[Int(place)])
    }
  }

  private static let foresight = 2

  private func prefetch(_ text: Bytes) {
    prefetch_bytes(text.start, min(text.count, 4096))
  }

  func requests(of candidate: Candidate, into wanted: inout [Int]) {
    wanted.removeAll(keepingCapacity: true)
    wanted.append(contentsOf: requests[candidate.wanted])
  }
}
