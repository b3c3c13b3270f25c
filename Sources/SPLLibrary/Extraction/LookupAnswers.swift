import EventModel
import Foundation
import QueryPlan

/// What a lookup says about some values.
struct LookupAnswers: Sendable {
  enum Source: Sendable {
    case rows(LookupIndex)
    case computed(LookupComputation)
  }

  let table: LookupTable
  let source: Source

  /// The rows that match, of the first `limit` in the table.
  ///
  /// Shape: one text for each column of the index; rows have one text a field of the table.
  func answers(to values: [Bytes], limit: Int) -> [[String]] {
    switch source {
    case .rows(let index):
      return index.rows(matching: values, limit: limit).map { table.rows[Int($0)] }
    case .computed(let computation):
      return values.prefix(1).map { value in
        let text = value.string
        let result = NumberText.format(computation.value(of: text))
        return [text] + table.fields.dropFirst().map { _ in result }
      }
    }
  }
}

extension LookupComputation {
  func value(of text: String) -> Double {
    switch self {
    case .shannonEntropy: return Self.entropy(text)
    }
  }

  /// Units: bits.
  private static func entropy(_ text: String) -> Double {
    var counts: [Unicode.Scalar: Int] = [:]
    for character in text.unicodeScalars { counts[character, default: 0] += 1 }
    let length = Double(text.unicodeScalars.count)
    // Sorted, so that rounding does not depend on the order of a hash table.
    return counts.values.sorted().reduce(0) { sum, count in
      let share = Double(count) / length
      return sum - share * log2(share)
    }
  }
}
