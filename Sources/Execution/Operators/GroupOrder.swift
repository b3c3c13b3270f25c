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
    let width = widths.count
    return tuples.withParts { parts in
      var items: [Item] = []
      items.reserveCapacity(tuples.count)
      for group in 0..<tuples.count {
        var key: UInt128 = 0
        for field in 0..<packed {
          let rank = ranks[field][Int(parts[group * width + field])]
          key = key << UInt128(widths[field]) | UInt128(rank)
        }
        items.append(Item(key: key, group: Int32(group)))
      }
      if packed == width, items.count >= Self.worthDigits {
        Self.sortByDigits(&items, bits: widths.reduce(0, +))
      } else {
        items.sort { a, b in
          if a.key != b.key { return a.key < b.key }
          for field in packed..<width {
            let x = ranks[field][Int(parts[Int(a.group) * width + field])]
            let y = ranks[field][Int(parts[Int(b.group) * width + field])]
            if x != y { return x < y }
          }
          return a.group < b.group
        }
      }
      return items.map { $0.group }
    }
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
