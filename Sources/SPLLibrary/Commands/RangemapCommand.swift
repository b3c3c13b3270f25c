package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct RangemapCommand: Command {
  package static let documentation = CommandDocumentation(
    "rangemap", kind: .streaming,
    syntax: "rangemap field=<field> [<name>=<low>-<high>]… [default=<text>]",
    summary: """
      Sets `range` to the names of the ranges, ends included, that a number lies in, or to a \
      default (`None`).
      """,
    examples: [
      "| makeresults | eval n=7 | rangemap field=n low=0-5 high=6-10 default=other | table range"
    ])

  private struct NamedRange: Sendable {
    let name: String
    let values: ClosedRange<Double>
  }

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var field: String?
    var fallback = "None"
    var ranges: [NamedRange] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      guard let option = try scanner.option() else {
        throw scanner.unexpectedArgument("a range such as `low=0-5`")
      }
      switch option.key {
      case "field": field = option.value.text
      case "default": fallback = option.value.text
      default:
        ranges.append(NamedRange(name: option.name.text, values: try Self.range(option.value)))
      }
    }
    guard let field else { throw call.missing("`field` and the name of a field") }
    let names = ranges
    let defaultName = fallback
    plan.append(
      .compute([
        .mapping(field, to: "range", command: call.name, span: call.span) { context in
          { cell in
            let matching = names.filter { range in cell.number.map { range.values ~= $0 } ?? false }
            guard !matching.isEmpty else { return context.text(defaultName) }
            return context.arena.cell(matching.map { context.arena.store($0.name) })
          }
        }
      ]))
  }

  /// `0-5`, `-5--1`, `3.9-4.3`.
  private static func range(_ word: Word) throws(Diagnostic) -> ClosedRange<Double> {
    let text = word.text
    let hyphens = text.indices.dropFirst().filter { text[$0] == "-" }
    for hyphen in hyphens {
      guard let low = NumberText.parse(String(text[..<hyphen])),
        let high = NumberText.parse(String(text[text.index(after: hyphen)...])), low <= high
      else { continue }
      return low...high
    }
    throw Diagnostic(
      .invalidOptionValue, "a range is two numbers, the smaller one first, such as `0-5`",
      at: word.span, label: "no range")
  }
}
