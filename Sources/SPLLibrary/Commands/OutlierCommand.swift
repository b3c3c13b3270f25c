package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct OutlierCommand: Command {
  package static let documentation = CommandDocumentation(
    "outlier", kind: .dataset,
    syntax: """
      outlier [action=remove|transform] [mark=<bool>] [param=<n>] [uselower=<bool>] [<field>…]
      """,
    summary: """
      Cuts numbers that lie far outside the middle half of a field back to its limits, or removes \
      their rows.
      """,
    examples: [#"| makeresults format=csv data="n\n1\n2\n3\n90" | outlier action=remove n"#])

  private static let options = ["action", "mark", "param", "uselower", "type"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var outliers = OutlierTransform()
    try outliers.read(&scanner, call, among: options)
    plan.append(.dataset(outliers))
  }
}

extension OutlierTransform {
  /// Reads options and fields up to the end.
  mutating func read(
    _ scanner: inout Scanner, _ call: CommandCall, among known: [String]
  ) throws(Diagnostic) {
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        try read(option, call, among: known)
      } else if let field = try scanner.word(stops: Set(",\"|".utf8)) {
        patterns = (patterns ?? []) + [WildcardPattern(field.text)]
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
  }

  mutating func read(
    _ option: CommandOption, _ call: CommandCall, among known: [String]
  ) throws(Diagnostic) {
    switch option.key {
    case "action":
      switch option.value.lowercased {
      case "remove", "rm": removes = true
      case "transform", "tf": removes = false
      default:
        throw Diagnostic(
          .invalidOptionValue, "`action` is `remove` or `transform`", at: option.value.span)
      }
    case "mark": marks = try option.boolean()
    case "param": factor = try option.number(above: 0)
    case "uselower": usesLower = try option.boolean()
    case "type":
      guard option.value.lowercased == "iqr" else {
        throw Diagnostic(.invalidOptionValue, "`type` is `iqr`", at: option.value.span)
      }
    default: throw call.unknownOption(option, among: known)
    }
  }
}

/// Numbers further than some quartile distances from the middle half of their field.
///
/// Source: Splunk Search Reference, `outlier`: below the 25th percentile less `param` times the
/// distance between the quartiles, or above the 75th and as much.
struct OutlierTransform: DatasetTransform {
  /// Nil: all fields but the internal ones.
  var patterns: [WildcardPattern]?
  var removes = false
  /// Whether a value that was cut back is marked by `000` before it.
  var marks = false
  var factor = 2.5
  var usesLower = false

  var summary: String { removes ? "remove outliers" : "cut outliers" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    removes ? patterns.map { wanted.union(FieldNeeds($0.map { $0.text })) } ?? .everything : wanted
  }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    guard !batches.isEmpty else { return [] }
    var rows = Batch.concatenated(batches)
    var isOut = [Bool](repeating: false, count: rows.rowCount)
    let arena = Arena()
    for (field, column) in rows.columns where covers(field) {
      let numbers = (0..<column.count).map { column[$0].number }
      guard let range = range(numbers.compactMap { $0 }) else { continue }
      var cells = (0..<column.count).map { column[$0] }
      for (row, number) in numbers.enumerated() {
        guard let number, !range.contains(number) else { continue }
        isOut[row] = true
        let limit = number > range.upperBound ? range.upperBound : range.lowerBound
        cells[row] =
          marks
          ? .text(arena.store("000" + NumberText.format(limit))) : .number(limit)
      }
      if !removes { rows.set(field, Column(cells, arenas: column.arenas + [arena])) }
    }
    guard removes else { return [rows] }
    return [rows.gathered(isOut.indices.filter { !isOut[$0] }.map { Int32($0) })]
  }

  private func covers(_ field: String) -> Bool {
    patterns.map { $0.contains { $0.coversField(field) } }
      ?? (!Batch.isHidden(field) && !field.hasPrefix("_"))
  }

  private func range(_ numbers: [Double]) -> ClosedRange<Double>? {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted()
    let (low, high) = (Self.percentile(25, sorted), Self.percentile(75, sorted))
    let distance = (high - low) * factor
    return (usesLower ? low - distance : -.infinity)...(high + distance)
  }

  /// As `perc25` and `perc75` of `stats` work it out.
  static func percentile(_ percent: Double, _ sorted: [Double]) -> Double {
    let position = Double(sorted.count - 1) * percent / 100
    let below = Int(position)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (position - Double(below))
  }
}
