import EventModel
import QueryPlan

/// The first hundred values of each group in stream order.
///
/// Source: Splunk Search Reference, `list`: event order, the first 100 values.
final class ListAccumulator: Accumulator {
  static let limit = 100

  private struct Entry {
    let place: Int
    let text: Bytes
  }

  private let arena = Arena()
  private var lists: [[Entry]] = []
  private var total = 0

  func grow(to count: Int) {
    while lists.count < count { lists.append([]) }
  }

  func update(_ input: AggregateInput) {
    input.forEachValue { row, group, value in
      let place = input.ordinal + row
      guard hasRoom(for: place, in: group) else { return }
      value.withText { insert($0, at: place, into: group) }
    }
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = other as? ListAccumulator else { return }
    for (index, group) in groups.enumerated() {
      for entry in other.lists[index] { insert(entry.text, at: entry.place, into: Int(group)) }
    }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(lists[group].count)
    for entry in lists[group] {
      writer.write(entry.place)
      writer.write(entry.text)
    }
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    let count = try reader.count(atMost: Self.limit)
    for _ in 0..<count {
      let place = try reader.int()
      let text = try reader.text()
      text.withUnsafeBufferPointer { buffer in
        let bytes = buffer.baseAddress.map { Bytes(start: $0, count: buffer.count) } ?? .empty
        insert(bytes, at: place, into: group)
      }
    }
  }

  func finish(group: Int, in arena: Arena) -> Cell {
    arena.cell(lists[group].map { arena.store($0.text) })
  }

  var footprint: Int {
    arena.footprint + lists.count * MemoryLayout<[Entry]>.stride
      + total * MemoryLayout<Entry>.stride
  }

  @inline(__always)
  private func hasRoom(for place: Int, in group: Int) -> Bool {
    guard lists[group].count >= Self.limit, let last = lists[group].last else { return true }
    return place < last.place
  }

  private func insert(_ text: Bytes, at place: Int, into group: Int) {
    guard hasRoom(for: place, in: group) else { return }
    var index = lists[group].count
    while index > 0, lists[group][index - 1].place > place { index -= 1 }
    lists[group].insert(Entry(place: place, text: arena.store(text)), at: index)
    if lists[group].count > Self.limit { lists[group].removeLast() } else { total += 1 }
  }
}
