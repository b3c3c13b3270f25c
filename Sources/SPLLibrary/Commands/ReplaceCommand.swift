package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct ReplaceCommand: Command {
  package static let documentation = CommandDocumentation(
    "replace", kind: .streaming,
    syntax: "replace <pattern> WITH <text> [, <pattern> WITH <text>]… [IN <field>…]",
    summary: """
      Puts a text in place of whole values that match a pattern with `*`, in some fields or in all.
      """,
    examples: [
      #"| makeresults | eval ip="::ffff:10.1.2.3" | replace "::ffff:*" WITH * IN ip"#,
      #"| makeresults | eval a="x", b="x" | replace x WITH y"#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var rules: [ReplaceExtractor.Rule] = []
    var fields: [String]?
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if !rules.isEmpty, scanner.skipKeyword("in") {
        fields = try scanner.fieldList().map { $0.text }
        break
      }
      rules.append(try Self.rule(&scanner, call))
    }
    guard !rules.isEmpty else { throw call.missing("a pattern and `WITH` a text") }
    if fields?.isEmpty == true { throw call.missing("a field behind `IN`") }
    plan.append(.extract(ReplaceExtractor(rules: ranked(rules), fields: fields)))
  }

  /// Source: Splunk Search Reference, `replace`: of patterns without wildcards the later counts, of
  /// those with wildcards the one that says more.
  private static func ranked(_ rules: [ReplaceExtractor.Rule]) -> [ReplaceExtractor.Rule] {
    let exact = rules.filter { !$0.from.hasWildcard }
    let open = rules.filter { $0.from.hasWildcard }.enumerated().sorted { a, b in
      let sizes = (a.element.from.literalCount, b.element.from.literalCount)
      return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : a.offset < b.offset
    }
    return exact.reversed() + open.map { $0.element }
  }

  private static let stops: Set<UInt8> = Set(",\"|".utf8)

  private static func rule(
    _ scanner: inout Scanner, _ call: CommandCall
  ) throws(Diagnostic) -> ReplaceExtractor.Rule {
    guard let from = try scanner.word(stops: stops, singleQuotes: false) else {
      throw scanner.unexpectedArgument("a pattern")
    }
    guard scanner.skipKeyword("with") else {
      throw Diagnostic(
        .missingArgument, "`replace` has `WITH` and a text behind each pattern",
        at: from.span.end, label: "`WITH` must follow")
    }
    guard let to = try scanner.word(stops: stops, singleQuotes: false) else {
      throw call.missing("a text behind `WITH`")
    }
    let pattern = WildcardPattern(from.text)
    let parts = to.text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 1 || parts.count == pattern.parts.count else {
      throw Diagnostic(
        .wildcardMismatch, "a text with wildcards has as many as its pattern", at: to.span,
        label: "\(parts.count - 1) here, \(pattern.parts.count - 1) in the pattern")
    }
    return ReplaceExtractor.Rule(from: pattern, to: parts)
  }
}
