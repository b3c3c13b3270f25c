package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct DedupCommand: Command {
  package static let documentation = CommandDocumentation(
    "dedup", kind: .dataset,
    syntax: """
      dedup [<n>] <field>… [keepevents=<bool>] [keepempty=<bool>] [consecutive=<bool>] \
      [sortby (+|-)<field>…]
      """,
    summary: "Keeps the first rows (1) of each combination of values.",
    examples: [
      "| makeresults count=3 | eval host=\"a\" | dedup host",
      "| makeresults count=3 | eval host=\"a\" | dedup 2 host sortby -_time",
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var count = 1
    var options = (keepsEvents: false, keepsEmpty: false, isConsecutive: false)
    var fields: [String] = []
    if let word = scanner.peekWord(), let number = Int(word.text) {
      guard number > 0 else {
        throw Diagnostic(
          .invalidArgument, "`dedup` keeps a number of rows greater than 0", at: word.span)
      }
      _ = try scanner.word()
      count = number
    }
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if scanner.skipKeyword("sortby") {
        plan.append(.sort(SortOrder(keys: try sortKeys(&scanner, call))))
        break
      }
      if let option = try scanner.option() {
        switch option.key {
        case "keepevents": options.keepsEvents = try option.boolean()
        case "keepempty": options.keepsEmpty = try option.boolean()
        case "consecutive": options.isConsecutive = try option.boolean()
        default:
          throw call.unknownOption(option, among: ["keepevents", "keepempty", "consecutive"])
        }
      } else if let field = try scanner.word() {
        fields.append(field.text)
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    guard !fields.isEmpty else { throw call.missing("a field") }
    plan.append(
      .deduplicate(
        Deduplication(
          fields: fields, count: count, keepsEmpty: options.keepsEmpty,
          keepsEvents: options.keepsEvents, isConsecutive: options.isConsecutive)))
  }

  private static func sortKeys(
    _ scanner: inout Scanner, _ call: CommandCall
  ) throws(Diagnostic) -> [SortOrder.Key] {
    var keys: [SortOrder.Key] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      let isDescending = scanner.skip("-")
      guard isDescending || scanner.skip("+") else {
        throw Diagnostic(
          .invalidArgument, "a field behind `sortby` has a sign: `+` or `-`",
          at: scanner.peekWord()?.span ?? scanner.here)
      }
      guard let field = try scanner.word() else { throw scanner.unexpectedArgument("a field") }
      keys.append(try SortCommand.key(field, isDescending: isDescending, &scanner))
    }
    guard !keys.isEmpty else { throw call.missing("a field behind `sortby`") }
    return keys
  }
}
