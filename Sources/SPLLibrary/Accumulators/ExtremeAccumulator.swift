import EventModel
import QueryPlan

/// The least or the greatest value: numbers come before texts, numbers compare as numbers, texts
/// byte by byte.
///
/// Shape: the winner keeps its own text, `0.0` stays `0.0`. Of texts of the same number, the
/// shortest wins, then the first in byte order, so that the result does not hang on the order of
/// rows.
/// Source: Splunk Search Reference, `max`: its collation 1, 2, 4, 9, 100, a, b, c, and the
/// minimum 0.0 in its table.
final class ExtremeAccumulator: Accumulator {
  enum Direction: Sendable {
    case least
    case greatest
  }

  private enum Kind {
    case none
    case number
    case text
  }

  /// All that changes, in one value: its parts are then reached without a check at each access.
  private struct State {
    let direction: Direction
    var kinds: [Kind] = []
    var numbers: [Double] = []
    var kept = KeptValues()

    mutating func update(_ input: AggregateInput) {
      input.forEachValue { _, group, value in consider(value, for: group) }
    }

    @inline(__always)
    mutating func consider(_ value: StatsValue, for group: Int) {
      guard let number = value.number else { return considerText(value, for: group) }
      switch kinds[group] {
      case .number:
        let best = numbers[group]
        switch direction {
        case .least: if number > best { return }
        case .greatest: if number < best { return }
        }
        if number == best, !isPlainer(value, than: group) { return }
      case .text:
        if direction == .greatest { return }
      case .none: break
      }
      // Not a number compares with nothing and so is no extreme.
      guard !number.isNaN else { return }
      kinds[group] = .number
      numbers[group] = number
      kept.set(group, value)
    }

    private mutating func considerText(_ value: StatsValue, for group: Int) {
      switch kinds[group] {
      case .text:
        let order = compare(value, with: group)
        guard direction == .least ? order < 0 : order > 0 else { return }
      case .number:
        if direction == .least { return }
      case .none: break
      }
      kinds[group] = .text
      kept.set(group, value)
    }

    private func compare(_ value: StatsValue, with group: Int) -> Int {
      value.withText { text in
        kept.withValue(group) { best in
          best?.withText { TextOrder.compareBytes(text, $0) } ?? -1
        }
      }
    }

    /// Whether a text of the same number comes before the kept one.
    private func isPlainer(_ value: StatsValue, than group: Int) -> Bool {
      kept.withValue(group) { best in
        if case .number = value, case .number = best { return false }
        return value.withText { text in
          best?.withText {
            text.count == $0.count ? TextOrder.compareBytes(text, $0) < 0 : text.count < $0.count
          } ?? true
        }
      }
    }
  }

  private var state: State

  init(_ direction: Direction) { state = State(direction: direction) }

  func grow(to count: Int) {
    while state.kinds.count < count {
      state.kinds.append(.none)
      state.numbers.append(0)
    }
    state.kept.grow(to: count)
  }

  func update(_ input: AggregateInput) { state.update(input) }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = (other as? ExtremeAccumulator)?.state else { return }
    for (index, group) in groups.enumerated() {
      other.kept.withValue(index) { value in
        if let value { state.consider(value, for: Int(group)) }
      }
    }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    state.kept.encode(group, into: &writer)
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    try KeptValues.decode(from: &reader) { value in
      if let value { state.consider(value, for: group) }
    }
  }

  func finish(group: Int, in arena: Arena) -> Cell { state.kept.cell(group, in: arena) }

  var footprint: Int {
    state.kinds.count * (MemoryLayout<Kind>.stride + MemoryLayout<Double>.stride)
      + state.kept.footprint
  }
}
