package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct RegexCommand: Command {
  package static let documentation = CommandDocumentation(
    "regex", kind: .streaming,
    syntax: #"regex <field>="<regex>" | regex <field>!="<regex>" | regex "<regex>""#,
    summary: """
      Keeps the rows whose field, or `_raw`, matches a regular expression; with `!=` those that \
      do not match it or lack the field.
      """,
    examples: [
      #"| makeresults | eval ip="10.1.2.3" | regex ip="^10\.""#,
      #"| makeresults | regex user!="^system:""#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    let target = try Self.target(&scanner)
    guard let word = try scanner.regexWord() else { throw call.missing("a regular expression") }
    try scanner.expectEnd(call)
    let field = target?.field ?? "_raw"
    let matches = try plan.binder.call(
      "match", [.field(field), .literal(.text(word.text))], word.span)
    guard target?.isNegated == true else {
      plan.append(.filter(matches))
      return
    }
    let isMissing = try plan.binder.call("isnull", [.field(field)], call.span)
    plan.append(.filter(.or([isMissing, .not(matches)])))
  }

  /// `field=` or `field!=`, stepped over if it stands here.
  private static func target(
    _ scanner: inout Scanner
  ) throws(Diagnostic) -> (field: String, isNegated: Bool)? {
    var copy = scanner
    guard let word = try copy.word(stops: Set("=!\"|".utf8)) else { return nil }
    // A quoted text without an operator behind it is the regular expression itself.
    let isNegated = copy.skip("!=")
    guard isNegated || copy.skip("=") else { return nil }
    scanner = copy
    return (word.text, isNegated)
  }
}
