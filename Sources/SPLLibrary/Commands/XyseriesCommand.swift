package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct XyseriesCommand: Command {
  package static let documentation = CommandDocumentation(
    "xyseries", "maketable", kind: .dataset,
    syntax:
      "xyseries [grouped=<bool>] [sep=<text>] [format=<text>] <row field> <name field> <value field>…",
    summary: "Makes a table with a column for each name: the inverse of `untable`.",
    examples: [#"| makeresults | eval host="a", k="x", v=1 | xyseries host k v"#])

  private static let options = ["grouped", "sep", "format"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var pivot = Pivot()
    var names: [String] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        // Rows with the same key are joined wherever they stand.
        case "grouped": _ = try option.boolean()
        case "sep": pivot.separator = option.value.text
        case "format": pivot.nameFormat = option.value.text
        default: throw call.unknownOption(option, among: options)
        }
      } else if let word = try scanner.word() {
        names.append(word.text)
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    guard names.count >= 3 else {
      throw Diagnostic(
        .argumentCount, "`xyseries` takes a row, a name and at least one value field",
        at: call.arguments, label: "\(names.count) given")
    }
    pivot.row = names[0]
    pivot.name = names[1]
    pivot.values = Array(names.dropFirst(2))
    plan.append(.dataset(pivot))
  }
}

/// A row for each value of the row field, a column for each name.
struct Pivot: DatasetTransform {
  var row = ""
  var name = ""
  var values: [String] = []
  var separator = ": "
  var nameFormat: String?

  var summary: String { "xyseries \(row), \(name), \(values.joined(separator: ", "))" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { FieldNeeds([row, name] + values) }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var places: OrderedDictionary<String, Int> = [:]
    var columns: OrderedDictionary<String, [Int: Cell]> = [:]
    var keys: [Cell] = []
    var arenas: [Arena] = []
    for batch in batches {
      let (rowCells, nameCells) = (batch[row], batch[name])
      arenas += rowCells.arenas
      for place in 0..<batch.rowCount {
        guard let key = rowCells[place].string, let series = nameCells[place].string
        else { continue }
        let target = places[key] ?? places.count
        if places[key] == nil {
          places[key] = target
          keys.append(rowCells[place])
        }
        for value in values {
          let cell = batch[value][place]
          if !cell.isNull { columns[title(series, value), default: [:]][target] = cell }
        }
      }
      arenas += values.flatMap { batch[$0].arenas }
    }
    guard !keys.isEmpty else { return [] }
    var result = Batch(rowCount: keys.count)
    result.set(row, Column(keys, arenas: arenas))
    for (field, cells) in columns.sorted(by: { $0.key < $1.key }) {
      result.set(field, Column(keys.indices.map { cells[$0] ?? .null }, arenas: arenas))
    }
    return [result]
  }

  private func title(_ series: String, _ value: String) -> String {
    let series = series.hasPrefix("_") ? "VALUE" + series : series
    if let nameFormat {
      return nameFormat.replacing("$VAL$", with: series).replacing("$AGG$", with: value)
    }
    return values.count == 1 ? series : value + separator + series
  }
}
