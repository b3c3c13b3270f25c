package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

/// What `top` and `rare` share: how often values occur, with their share of all.
///
/// Lowered to `stats`, `eventstats`, `sort` and, within groups, a limit by counting.
/// Source: Splunk Search Reference, `top` and `rare`.
package struct FrequencyTable {
  private let call: CommandCall
  private let isDescending: Bool
  private var limit = 10
  private var countField: String? = "count"
  private var percentField: String? = "percent"
  private var otherValue = "OTHER"
  private var usesOther = false

  package init(call: CommandCall, isDescending: Bool) {
    self.call = call
    self.isDescending = isDescending
  }

  private static let options = [
    "limit", "countfield", "percentfield", "showcount", "showperc", "useother", "otherstr",
  ]

  package mutating func lower(into plan: inout PlanBuilder) throws(Diagnostic) {
    var scanner = call.scanner
    var fields: [String] = []
    if let word = scanner.peekWord(), let number = Int(word.text), number >= 0 {
      _ = try scanner.word()
      limit = number
    }
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let word = scanner.peekWord(), !word.isQuoted, word.lowercased == "by" { break }
      if let option = try scanner.option() {
        try read(option)
      } else if let field = try scanner.word() {
        fields.append(field.text)
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    guard !fields.isEmpty else { throw call.missing("a field") }
    let groups = try MeasureParser(binder: plan.binder, call: call).groups(&scanner)
    while let option = try scanner.option() { try read(option) }
    try scanner.expectEnd(call)
    try lower(fields, groups, into: &plan)
  }

  private mutating func read(_ option: CommandOption) throws(Diagnostic) {
    switch option.key {
    case "limit":
      limit = try option.integer()
      // Source: Splunk Search Reference, `rare`: more than `maxresultrows` is an error.
      guard isDescending || limit <= 50_000 else {
        throw Diagnostic(
          .invalidOptionValue, "`rare` gives 50000 rows at most", at: option.value.span,
          help: "write `limit=0` for all that it may give")
      }
    case "countfield": countField = countField.map { _ in option.value.text }
    case "percentfield": percentField = percentField.map { _ in option.value.text }
    case "showcount": if try !option.boolean() { countField = nil }
    case "showperc": if try !option.boolean() { percentField = nil }
    case "useother": usesOther = try option.boolean()
    case "otherstr": otherValue = option.value.text
    default: throw call.unknownOption(option, among: Self.options)
    }
  }

  /// The engine's own fields: never shown, even when the search has such names.
  private enum Own {
    static let count = "\u{0}count"
    static let total = "\u{0}total"
    static let rank = "\u{0}rank"
  }

  private func lower(
    _ fields: [String], _ groups: [String], into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    let span = call.span
    let count = try CountAggregate(AggregateCall(name: "count", hasArgument: false, span: span))
    let sum = try SumAggregate(AggregateCall(name: "sum", hasArgument: true, span: span))
    let counting = Measure(
      name: "count", function: count, input: .rows, output: Own.count, span: span)
    let total = Measure(
      name: "sum", function: sum, input: .field(Own.count), output: Own.total, span: span)
    plan.append(.aggregate(Aggregation(measures: [counting], groups: groups + fields)))
    plan.append(.window(WindowAggregation(measures: [total], groups: groups)))
    // Values of one count: the last in the order of the texts comes first, as `top limit=1` shows.
    let byGroup = groups.map { SortOrder.Key(field: $0, isDescending: false) }
    let byCount = SortOrder.Key(field: Own.count, isDescending: isDescending, comparison: .number)
    let byValue = fields.map { SortOrder.Key(field: $0, isDescending: true) }
    plan.append(.sort(SortOrder(keys: byGroup + [byCount] + byValue)))
    if limit > 0, usesOther {
      plan.append(
        .dataset(
          FrequencyRest(
            groups: groups, fields: fields, limit: limit, name: otherValue, countField: Own.count)))
    } else if limit > 0 {
      if groups.isEmpty {
        plan.append(.limit(RowLimit(count: limit)))
      } else {
        plan.append(
          .deduplicate(
            Deduplication(
              fields: groups, count: limit, keepsEmpty: false, keepsEvents: false,
              isConsecutive: false)))
      }
    }
    plan.append(.compute(try shares(plan.binder)))
    plan.append(
      .project(
        Projection(
          mode: .table,
          patterns: (groups + fields + [countField, percentField].compactMap { $0 })
            .map { WildcardPattern($0) })))
  }

  private func shares(_ binder: ExpressionBinder) throws(Diagnostic) -> [Assignment] {
    var assignments: [Assignment] = []
    if let percentField {
      let share = Expression.arithmetic(
        .divide, .arithmetic(.multiply, .field(Own.count), .literal(.number(100))),
        .field(Own.total))
      assignments.append(
        Assignment(
          percentField, try binder.call("printf", [.literal(.text("%.6f")), share], call.span)))
    }
    if let countField { assignments.append(Assignment(countField, .field(Own.count))) }
    return assignments
  }
}
