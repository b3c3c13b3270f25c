package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct ReturnCommand: Command {
  package static let documentation = CommandDocumentation(
    "return", kind: .transforming, syntax: "return [<n>] [<alias>=<field> | <field> | $<field>]…",
    summary: "Makes the text that a subsearch is replaced by, of its first rows (1).",
    examples: [#"| makeresults | eval user="amy", ip="10.0.0.1" | return 2 user src=ip"#])

  private struct Item {
    let name: String
    let field: String
    let isValueOnly: Bool
  }

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var count = 1
    if let word = scanner.peekWord(), let number = Int(word.text), number >= 0 {
      _ = try scanner.word()
      count = number
    }
    var items: [Item] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      guard let word = try scanner.word() else { throw scanner.unexpectedArgument("a field") }
      if scanner.peek() == UInt8(ascii: "=") {
        scanner.advance()
        guard let next = scanner.peek(), !ByteClass.isSpace(next), let field = try scanner.word()
        else { throw scanner.unexpectedArgument("a field right behind `\(word.text)=`") }
        items.append(Item(name: word.text, field: field.text, isValueOnly: false))
      } else if word.text.hasPrefix("$") {
        let field = String(word.text.dropFirst())
        items.append(Item(name: field, field: field, isValueOnly: true))
      } else {
        items.append(Item(name: word.text, field: word.text, isValueOnly: false))
      }
    }
    guard !items.isEmpty else { throw call.missing("a field") }
    let (fields, rows) = (items, count)
    plan.append(
      .dataset(
        TextOfRows(summary: "return \(count) \(items.map { $0.name }.joined(separator: ", "))") {
          text(of: $0, fields, rows)
        }))
  }

  private static func text(of batches: [Batch], _ items: [Item], _ count: Int) -> String {
    let arena = Arena()
    var rows: [String] = []
    for batch in batches {
      for row in 0..<batch.rowCount where rows.count < count {
        let terms = items.compactMap { item -> String? in
          guard let text = batch[item.field][row].text(in: arena)?.string else { return nil }
          return item.isValueOnly ? text : "\(item.name)=\(Self.quoted(text))"
        }
        guard !terms.isEmpty else { continue }
        let isBracketed = count > 1 || items.count > 1
        let isPlain = items.allSatisfy { $0.isValueOnly } && items.count == 1
        let joined = terms.joined(separator: " ")
        rows.append(isPlain || !isBracketed ? joined : "(\(joined))")
      }
    }
    // The rows count with their repetitions, and each stands in the text once.
    return OrderedSet(rows).joined(separator: " OR ")
  }

  /// A quote is escaped unless the search has done so, as the documentation asks for.
  private static func quoted(_ text: String) -> String {
    FormatText.quoted(text.replacing("\\\"", with: "\""))
  }
}
