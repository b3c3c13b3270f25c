package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct FormatCommand: Command {
  package static let documentation = CommandDocumentation(
    "format", kind: .transforming,
    syntax: """
      format [mvsep=<text>] [maxresults=<n>] [emptystr=<text>] [<row prefix> <column prefix> \
      <column separator> <column end> <row separator> <row end>]
      """,
    summary: "Makes one search expression of all rows, in the field `search`.",
    examples: [#"| makeresults | eval user="amy" | fields user | format"#])

  private static let options = ["mvsep", "maxresults", "emptystr"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var format = FormatText()
    var limit = Int.max
    var separators: [Word] = []
    while !scanner.isAtEnd {
      if let option = try scanner.option() {
        switch option.key {
        case "mvsep": format.multivalueSeparator = option.value.text
        case "maxresults":
          let count = try option.integer()
          limit = count == 0 ? .max : count
        case "emptystr": format.emptyText = option.value.text
        default: throw call.unknownOption(option, among: options)
        }
      } else if let word = try scanner.word() {
        separators.append(word)
      } else {
        throw scanner.unexpectedArgument("an option or a separator")
      }
    }
    guard separators.isEmpty || separators.count == 6 else {
      throw Diagnostic(
        .argumentCount, "`format` takes all six separators or none", at: call.arguments,
        label: "\(separators.count) given")
    }
    if separators.count == 6 {
      format.rowPrefix = separators[0].text
      format.columnPrefix = separators[1].text
      format.columnSeparator = separators[2].text
      format.columnEnd = separators[3].text
      format.rowSeparator = separators[4].text
      format.rowEnd = separators[5].text
    }
    let (made, most) = (format, limit)
    plan.append(.dataset(TextOfRows(summary: "format") { made.text(of: $0, limit: most) }))
  }
}

/// All rows into one, whose only field `search` is a text.
struct TextOfRows: DatasetTransform {
  let summary: String
  let text: @Sendable ([Batch]) -> String

  init(summary: String, _ text: @escaping @Sendable ([Batch]) -> String) {
    self.summary = summary
    self.text = text
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { .everything }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let arena = Arena()
    var batch = Batch(rowCount: 1)
    batch.set("search", Column([.text(arena.store(text(batches)))], arenas: [arena]))
    return [batch]
  }
}
