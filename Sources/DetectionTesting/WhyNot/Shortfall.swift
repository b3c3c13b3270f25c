import EventModel
import QueryPlan

/// How far an aggregate is from what a condition asks of it.
struct Shortfall {
  /// As a sentence; nil where there is no distance.
  let text: String?

  init(_ condition: Expression, _ field: String, _ measure: Measure, _ row: Batch) {
    guard let limit = Self.limit(condition, field), let value = row[field][0].number else {
      text = nil
      return
    }
    let distance: Double
    switch limit.comparison {
    case .greaterOrEqual, .equal: distance = limit.value - value
    case .greater: distance = Self.next(limit.value) - value
    case .lessOrEqual, .less, .notEqual: distance = 0
    }
    guard distance > 0 else {
      text = nil
      return
    }
    let number = NumberText.format(distance)
    let head = "\(field) is \(NumberText.format(value)): \(number) more "
    switch (measure.name, measure.input) {
    case ("count", .rows), ("c", .rows): text = head + (distance == 1 ? "event" : "events")
    case ("dc", .field(let input)), ("distinct_count", .field(let input)):
      text = head + "distinct \(input)"
    default: text = head + "by \(measure.name)"
    }
  }

  /// A count is above a limit from the next whole number on.
  private static func next(_ limit: Double) -> Double { limit.rounded(.down) + 1 }

  private static func limit(
    _ condition: Expression, _ field: String
  ) -> (comparison: ComparisonOperator, value: Double)? {
    switch condition {
    case .compare(let comparison, .field(field), .literal(.number(let number))):
      return (comparison, number)
    case .compare(let comparison, .literal(.number(let number)), .field(field)):
      return (comparison.mirrored, number)
    case .fieldMatch(let match) where match.field == field:
      return Double(match.value).map { (match.comparison, $0) }
    case .literal, .field, .negate, .not, .arithmetic, .concatenate, .compare, .and, .or, .xor,
      .call, .fieldMatch, .textMatch:
      return nil
    }
  }
}
