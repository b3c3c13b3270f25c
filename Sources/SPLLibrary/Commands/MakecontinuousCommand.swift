package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct MakecontinuousCommand: Command {
  package static let documentation = CommandDocumentation(
    "makecontinuous", kind: .dataset, syntax: "makecontinuous [<field>] [span=<span>]",
    summary: "Adds rows where a field (`_time`) skips a bucket.",
    examples: ["| makeresults | makecontinuous _time span=1h"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var field = "_time"
    var span: CommandOption?
    var range = BucketRange()
    while !scanner.isAtEnd {
      if let option = try scanner.option() {
        switch option.key {
        case "span": span = option
        case "bins": range.most = try option.integer(atLeast: 2)
        case "start": range.start = NumberText.parse(option.value.text)
        case "end": range.end = NumberText.parse(option.value.text)
        default: throw call.unknownOption(option, among: ["span", "bins", "start", "end"])
        }
      } else if let word = try scanner.word() {
        field = word.text
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    let size = try span.map { option throws(Diagnostic) in
      try BucketSize(field: field, span: option.value, environment: plan.environment)
    }
    plan.append(.dataset(GapFilling(field: field, size: size, range: range)))
  }
}

/// A row for every bucket between the least and the greatest value.
struct GapFilling: DatasetTransform {
  let field: String
  let size: BucketSize?
  let range: BucketRange

  private static let limit = 500_000

  var summary: String { "fill the gaps of \(field)" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted.union(FieldNeeds([field])) }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    guard let bounds = NumberBounds(batches, field: field) else { return batches }
    let table = Batch.concatenated(batches)
    let values = table[field]
    var rowsAt: [Double: [Int32]] = [:]
    // Source: Splunk Search Reference, `makecontinuous`: what lies outside the range is dropped.
    let kept = (range.start ?? -.infinity)...max(range.start ?? -.infinity, range.end ?? .infinity)
    for row in 0..<table.rowCount {
      guard let number = values[row].number, kept.contains(number) else { continue }
      rowsAt[number, default: []].append(Int32(row))
    }
    var places = Set(rowsAt.keys)
    let first = range.start ?? bounds.low
    var next = first
    var count = 0
    while next <= range.end ?? bounds.high {
      places.insert(next)
      guard places.count <= Self.limit else {
        throw Diagnostic(
          .resultLimit, "`makecontinuous` would make more than \(Self.limit) rows", at: nil,
          help: "choose a larger `span`")
      }
      count += 1
      // Adding up a width that is no binary fraction drifts.
      let after =
        width(bounds).map { ((first + Double(count) * $0) * 1e9).rounded() / 1e9 }
        ?? step(next, bounds, environment.zone)
      guard after > next else { break }
      next = after
    }
    let ordered = places.sorted()
    var rows: [Int32] = []
    var keys: [Cell] = []
    for place in ordered {
      let found = rowsAt[place] ?? [-1]
      rows += found
      keys += found.map { _ in .number(place) }
    }
    var result = Batch(rowCount: rows.count)
    for (name, column) in table.columns {
      let cells = rows.map { $0 < 0 ? Cell.null : column[Int($0)] }
      result.set(
        name, name == field ? Column(keys, arenas: []) : Column(cells, arenas: column.arenas))
    }
    return [result]
  }

  /// The width of buckets that are numbers.
  private func width(_ bounds: NumberBounds) -> Double? {
    switch size {
    case .number(let width)?: width
    case .time?, .logarithm?: nil
    case nil: field == "_time" ? nil : range.width(from: bounds.low, to: bounds.high)
    }
  }

  private func step(_ value: Double, _ bounds: NumberBounds, _ zone: TimeZoneRules) -> Double {
    switch size {
    case .time(let span, _)?: return span.advance(value, by: 1, zone: zone)
    case .number(let width)?: return value + width
    case .logarithm(_, let base)?: return value * base
    case nil: break
    }
    guard field == "_time" else { return value + range.width(from: bounds.low, to: bounds.high) }
    let text = range.timeSpan(from: bounds.low, to: bounds.high)
    guard let span = try? BinSpan(text) else { return value }
    return span.advance(value, by: 1, zone: zone)
  }
}
