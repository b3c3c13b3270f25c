/// Events that are known already but come later in the log, earliest first.
///
/// Ordering: by time, and by insertion among equal times, so that a log can be made again.
struct PendingEvents: Sendable {
  struct Entry: Sendable {
    var template: EventTemplate
    var draw: EventDraw
    fileprivate var order = 0
  }

  private var heap: [Entry] = []
  private var inserted = 0

  var earliest: Instant? { heap.first?.draw.staged }

  mutating func insert(_ template: EventTemplate, _ draw: EventDraw) {
    heap.append(Entry(template: template, draw: draw, order: inserted))
    inserted += 1
    var child = heap.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popEarliest() -> Entry? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && precedes(child, least) {
        least = child
      }
      guard least != parent else { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    let (left, right) = (heap[left], heap[right])
    return (left.draw.staged, left.order) < (right.draw.staged, right.order)
  }
}
