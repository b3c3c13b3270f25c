import EventModel

/// Puts groups in the order of their values.
///
/// Each field's distinct values are sorted once; groups then compare by the ranks of their values,
/// packed into one number as far as they fit.
struct GroupOrder {
  private struct Item {
    let key: UInt128
    let group: Int32
  }

  /// By field, by code: the place of the value among the values of its field.
  private let ranks: [[UInt32]]
  /// By field: bits that a rank takes.
  private let widths: [Int]
  /// How many fields, from the first, are packed.
  private let packed: Int

  /// Below so many values, threads cost more than they save.
  private static let worthThreads = 4096

  init(_ values: [TextSet]) {
    let isLarge = values.contains { $0.count >= Self.worthThreads }
    ranks =
      isLarge
      ? Parallel.map(count: values.count) { Self.ranks(values[$0]) }
      : values.map { Self.ranks($0) }
    widths = values.map { Int.bitWidth - max($0.count - 1, 0).leadingZeroBitCount }
    var room = UInt128.bitWidth
    packed =
      widths.firstIndex { width in
        room -= width
        return room < 0
      } ?? widths.count
  }

  private static func ranks(_ values: TextSet) -> [UInt32] {
    let arena = Arena()
    arena.keep(values)
    let column = Column((0..<values.count).map { .text(values[$0]) }, arenas: [arena])
    var ranks = [UInt32](repeating: 0, count: values.count + 1)
    for (rank, number) in SortKernel.totalOrder(column).enumerated() {
      ranks[Int(number) + 1] = UInt32(rank)
    }
    return ranks
  }

  func sorted(_ tuples: TupleTable) -> [Int32] {
    tuples.withParts { parts in
      let parts = Parts(parts, width: widths.count)
      guard tuples.count >= Self.worthThreads else {
        return sorted(0..<tuples.count, parts).map { $0.group }
      }
      let middle = tuples.count / 2
      let halves = Parallel.map(count: 2) { half in
        sorted(half == 0 ? 0..<middle : middle..<tuples.count, parts)
      }
      return merged(halves[0], halves[1], parts)
    }
  }

  /// The tuples of all groups, one behind the other.
  private struct Parts {
    let parts: UnsafeBufferPointer<UInt32>
    let width: Int

    init(_ parts: UnsafeBufferPointer<UInt32>, width: Int) {
      self.parts = parts
      self.width = width
    }

    subscript(group: Int, field: Int) -> Int { Int(parts[group * width + field]) }
  }

  private func sorted(_ groups: Range<Int>, _ parts: Parts) -> [Item] {
    var items = groups.map { group in
      var key: UInt128 = 0
      for field in 0..<packed {
        key = key << UInt128(widths[field]) | UInt128(ranks[field][parts[group, field]])
      }
      return Item(key: key, group: Int32(group))
    }
    if packed == parts.width, items.count >= Self.worthDigits {
      Self.sortByDigits(&items, bits: widths.reduce(0, +))
    } else {
      items.sort { isBefore($0, $1, parts) }
    }
    return items
  }

  private func isBefore(_ a: Item, _ b: Item, _ parts: Parts) -> Bool {
    if a.key != b.key { return a.key < b.key }
    for field in packed..<parts.width {
      let x = ranks[field][parts[Int(a.group), field]]
      let y = ranks[field][parts[Int(b.group), field]]
      if x != y { return x < y }
    }
    return a.group < b.group
  }

  private func merged(_ first: [Item], _ second: [Item], _ parts: Parts) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(first.count + second.count)
    var (x, y) = (0, 0)
    while x < first.count, y < second.count {
      if isBefore(second[y], first[x], parts) {
        result.append(second[y].group)
        y += 1
      } else {
        result.append(first[x].group)
        x += 1
      }
    }
    result += first[x...].map { $0.group }
    result += second[y...].map { $0.group }
    return result
  }

  /// Below so many groups, comparing costs less.
  private static let worthDigits = 1024
  private static let digitBits = 11

  /// Sorts by a digit after the other, the last first; equal keys stay in order.
  private static func sortByDigits(_ items: inout [Item], bits: Int) {
    let radix = 1 << digitBits
    var other = items
    for shift in stride(from: 0, to: bits, by: digitBits) {
      let digit = { (item: Item) in
        Int(truncatingIfNeeded: item.key >> UInt128(shift)) & (radix - 1)
      }
      var places = [Int](repeating: 0, count: radix)
      for item in items { places[digit(item)] += 1 }
      var next = 0
      for value in places.indices {
        let count = places[value]
        places[value] = next
        next += count
      }
      for item in items {
        other[places[digit(item)]] = item
        places[digit(item)] += 1
      }
      swap(&items, &other)
    }
  }
}
