import Content
import Detections

/// Compares the rows that a test expects with those that were found, in any order.
struct RowComparison {
  /// What differs, as a sentence; nil when nothing does.
  let difference: String?

  init(expected: [DetectionTest.ExpectedRow], found: [ResultRow]) {
    guard expected.count == found.count else {
      difference =
        "found \(UnitVerdict.counted(found.count)) where exactly \(expected.count) must be found"
      return
    }
    var open = found
    for (number, row) in expected.enumerated() {
      if let match = open.firstIndex(where: { Self.wrong(row, $0) == nil }) {
        open.remove(at: match)
        continue
      }
      // The closest row tells most.
      let nearest = open.min { Self.wrongCount(row, $0) < Self.wrongCount(row, $1) }
      let wrong = nearest.flatMap { Self.wrong(row, $0) } ?? "no row is left"
      difference = "no row is the expected row \(number + 1): \(wrong)"
      return
    }
    difference = nil
  }

  private static func wrongCount(_ row: DetectionTest.ExpectedRow, _ found: ResultRow) -> Int {
    row.fields.count { found[$0.name] != $0.values }
  }

  private static func wrong(_ row: DetectionTest.ExpectedRow, _ found: ResultRow) -> String? {
    guard let field = row.fields.first(where: { found[$0.name] != $0.values }) else { return nil }
    return "`\(field.name)` is \(text(found[field.name])) where \(text(field.values)) is expected"
  }

  private static func text(_ values: [String]) -> String {
    switch values.count {
    case 0: "null"
    case 1: "`\(values[0])`"
    default: "[" + values.map { "`\($0)`" }.joined(separator: ", ") + "]"
    }
  }
}
