package import Diagnostics
import EventModel
import Execution
import QueryPlan
package import SPLSyntax

package struct RexCommand: Command {
  package static let documentation = CommandDocumentation(
    "rex", kind: .streaming,
    syntax: """
      rex [field=<field>] [max_match=<n>] [offset_field=<field>] "<regex>" | \
      rex [field=<field>] mode=sed "<sed expression>"
      """,
    summary: """
      Sets fields to the named groups of a regular expression, or changes a text as sed does.
      """,
    examples: [
      #"| makeresults | eval m="user=ann id=7" | rex field=m "user=(?<user>\w+) id=(?<id>\d+)""#,
      #"| makeresults | eval m="a1 b2" | rex field=m max_match=0 "(?<digit>\d)" | table digit"#,
      #"| makeresults | eval m="4111-2222" | rex field=m mode=sed "s/\d{4}-/XXXX-/g" | table m"#,
    ])

  private static let options = ["field", "max_match", "offset_field", "mode"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var field = "_raw"
    var matchLimit = 1
    var offsetField: CommandOption?
    var isSed = false
    var word: RegexWord?
    while !scanner.isAtEnd {
      if let subsearch = scanner.subsearch() {
        throw Diagnostic(
          .unsupportedSyntax, "a subsearch cannot stand in `rex` yet", at: subsearch.span)
      }
      if let option = try scanner.option() {
        switch option.key {
        case "field": field = option.value.text
        case "max_match":
          let count = try option.integer()
          matchLimit = count == 0 ? .max : count
        case "offset_field": offsetField = option
        case "mode":
          guard option.value.lowercased == "sed" else {
            throw Diagnostic(
              .invalidOptionValue, "`mode` is `sed`, or is left out", at: option.value.span)
          }
          isSed = true
        default: throw call.unknownOption(option, among: options)
        }
      } else if word == nil, let found = try scanner.regexWord() {
        word = found
      } else {
        try scanner.expectEnd(call)
      }
    }
    guard let word else {
      throw call.missing(isSed ? "a sed expression" : "a regular expression")
    }
    if isSed {
      try lowerSed(word, field, offsetField, call, into: &plan)
    } else {
      try lowerGroups(word, field, matchLimit, offsetField?.value.text, into: &plan)
    }
  }

  private static func lowerGroups(
    _ word: RegexWord, _ field: String, _ matchLimit: Int, _ offsetField: String?,
    into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    let regex = try word.compiled()
    guard !regex.groups.isEmpty else {
      throw Diagnostic(
        .invalidArgument, "the regular expression of `rex` needs a named group", at: word.span,
        label: "no group has a name", help: "write `(?<field>…)` around what a field shall hold")
    }
    plan.append(
      .extract(
        RexExtractor(
          field: field, regex: regex, span: word.span, matchLimit: matchLimit,
          offsetField: offsetField)))
  }

  private static func lowerSed(
    _ word: RegexWord, _ field: String, _ offsetField: CommandOption?, _ call: CommandCall,
    into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    if let offsetField {
      throw Diagnostic(
        .invalidArgument, "`offset_field` does not go with `mode=sed`", at: offsetField.name.span)
    }
    let sed = try SedExpression(word)
    plan.append(
      .compute([
        .mapping(field, command: "rex", span: call.span) { context in
          let matchers = sed.makeMatchers()
          return { (cell: Cell) throws(Diagnostic) -> Cell in
            var changed: [Bytes] = []
            for text in cell.texts(in: context.arena) {
              changed.append(try sed.apply(to: text, matchers, in: context.arena))
            }
            return context.arena.cell(changed)
          }
        }
      ]))
  }
}
