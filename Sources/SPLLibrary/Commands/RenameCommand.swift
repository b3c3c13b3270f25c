package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct RenameCommand: Command {
  package static let documentation = CommandDocumentation(
    "rename", kind: .streaming, syntax: "rename <field> AS <name> [, <field> AS <name>]…",
    summary: "Gives fields other names; wildcards carry over.",
    examples: [
      #"| makeresults | eval user="amy" | rename user AS "User name""#,
      "| makeresults | eval o_a=1, o_b=2 | rename o_* AS *",
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var rules: [RenameRule] = []
    var sources: Set<String> = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      guard let from = try scanner.fieldName() else { throw scanner.unexpectedArgument("a field") }
      // A comma before `AS` is common enough, and can only be a slip.
      var behind = scanner
      if behind.skip(","), behind.peekWord()?.lowercased == "as" { scanner = behind }
      guard scanner.skipKeyword("as") else {
        throw Diagnostic(
          .missingArgument, "`rename` gives `\(from.text)` a name with `AS`", at: from.span.end,
          label: "`AS` and a name must follow")
      }
      guard let to = try scanner.fieldName() else { throw call.missing("a name behind `AS`") }
      let rule = RenameRule(from: from.fieldPattern, to: to.fieldPattern)
      guard rule.from.parts.count == rule.to.parts.count else {
        throw Diagnostic(
          .wildcardMismatch, "both names must have the same number of wildcards", at: to.span,
          label: "\(rule.to.parts.count - 1) here, \(rule.from.parts.count - 1) in the field")
      }
      guard sources.insert(from.text).inserted else {
        throw Diagnostic(
          .duplicateName, "one field cannot be given two names", at: from.span,
          label: "renamed before")
      }
      rules.append(rule)
    }
    guard !rules.isEmpty else { throw call.missing("a field and its new name") }
    plan.append(.rename(rules))
  }
}
