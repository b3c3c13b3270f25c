import EventModel
import QueryPlan

/// The distinct texts of each group and how often each occurred.
///
/// Memory: each text once for all groups, and about thirty bytes for each text of each group.
final class TextsAccumulator: Accumulator {
  enum Result: Sendable {
    case distinctCount
    case values
    case mode
  }

  private let result: Result
  private let texts = TextSet()
  private var pairs = GroupedNumbers()

  init(_ result: Result) { self.result = result }

  func grow(to count: Int) { pairs.grow(to: count) }

  func update(_ input: AggregateInput) { Self.update(&pairs, texts, input) }

  private static func update(
    _ pairs: inout GroupedNumbers, _ texts: TextSet, _ input: AggregateInput
  ) {
    input.forEachValue { _, group, value in
      pairs.add(value.withText { texts.insert($0) }, to: group, times: 1)
    }
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = other as? TextsAccumulator else { return }
    for (index, group) in groups.enumerated() {
      other.pairs.forEach(in: index) { text, times in
        pairs.add(texts.insert(other.texts[text]), to: Int(group), times: times)
      }
    }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(pairs.size(of: group))
    pairs.forEach(in: group) { text, times in
      writer.write(texts[text])
      writer.write(times)
    }
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    let count = try reader.count()
    for _ in 0..<count {
      let text = try reader.text()
      let times = try reader.count()
      let number = text.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return texts.insert(.empty) }
        return texts.insert(Bytes(start: start, count: buffer.count))
      }
      pairs.add(number, to: group, times: times)
    }
  }

  func finish(group: Int, in arena: Arena) -> Cell {
    switch result {
    case .distinctCount: .number(Double(pairs.size(of: group)))
    case .values: arena.cell(sortedTexts(of: group).map { arena.store($0) })
    case .mode: mostFrequent(in: group).map { .text(arena.store($0)) } ?? .null
    }
  }

  var footprint: Int { texts.footprint + pairs.footprint }

  private func sortedTexts(of group: Int) -> [Bytes] {
    var all: [Bytes] = []
    all.reserveCapacity(pairs.size(of: group))
    pairs.forEach(in: group) { text, _ in all.append(texts[text]) }
    return all.sorted { TextOrder.compareBytes($0, $1) < 0 }
  }

  /// Of texts equally frequent the last in byte order, as in `top limit=1`.
  private func mostFrequent(in group: Int) -> Bytes? {
    var best: Bytes?
    var most = 0
    pairs.forEach(in: group) { text, times in
      let candidate = texts[text]
      if let best, times < most || (times == most && candidate < best) { return }
      best = candidate
      most = times
    }
    return best
  }
}
