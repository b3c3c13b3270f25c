import EventModel
import QueryPlan

/// A `fillnull` of all fields, and the filters behind it, that an aggregation takes in.
struct NullFilling: Sendable {
  let value: String
  let filters: [Expression]

  /// The fields whose filling can be seen behind the filters and the aggregation.
  func decidingFields(_ aggregation: Aggregation) -> [String] {
    let needs = filters.reduce(PlanStep.aggregate(aggregation).needs(for: .none)) {
      $0.union($1.needs)
    }
    return Array(needs.names)
  }

  func isSame(as other: NullFilling) -> Bool {
    value == other.value && filters.map { $0.printed } == other.filters.map { $0.printed }
  }

  /// How many steps, from the first, are such a `fillnull` and filters; nil when the first is not,
  /// or a filter reads fields that it does not name.
  static func leading(_ steps: [PlanStep]) -> (filling: NullFilling, count: Int)? {
    guard case .fill(let fill)? = steps.first, fill.fields == nil else { return nil }
    var filters: [Expression] = []
    for step in steps.dropFirst() {
      guard case .filter(let expression) = step else { break }
      guard !expression.needs.all, expression.needs.patterns.isEmpty else { return nil }
      filters.append(expression)
    }
    return (NullFilling(value: fill.value, filters: filters), 1 + filters.count)
  }
}
