package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct StrcatCommand: Command {
  package static let documentation = CommandDocumentation(
    "strcat", kind: .streaming,
    syntax: #"strcat [allrequired=<bool>] <field or "text">… <target field>"#,
    summary: """
      Joins fields and quoted texts into a field; a missing field counts as an empty text, or \
      stops it with `allrequired=true`.
      """,
    examples: [
      #"| makeresults | eval a="1.1.1.1", b="2.2.2.2" | strcat a "/" b pair | table pair"#
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var needsAll = false
    var words: [Word] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        guard option.key == "allrequired" else {
          throw call.unknownOption(option, among: ["allrequired"])
        }
        needsAll = try option.boolean()
      } else if let word = try scanner.word(singleQuotes: false) {
        words.append(word)
      } else {
        throw scanner.unexpectedArgument("a field or a quoted text")
      }
    }
    guard let target = words.popLast(), !words.isEmpty else {
      throw call.missing("a field or text, and the field to put it in")
    }
    let binder = plan.binder
    var parts: [Expression] = []
    for word in words {
      if word.isQuoted {
        parts.append(.literal(.text(word.text)))
      } else if needsAll {
        parts.append(.field(word.text))
      } else {
        parts.append(
          try binder.call("coalesce", [.field(word.text), .literal(.text(""))], word.span))
      }
    }
    var joined = Expression.concatenate(parts)
    if needsAll {
      // Where it cannot be joined the target keeps what it has.
      joined = try binder.call("coalesce", [joined, .field(target.text)], call.span)
    }
    plan.append(.compute([Assignment(target.text, joined)]))
  }
}
