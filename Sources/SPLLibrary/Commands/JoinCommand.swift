package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct JoinCommand: Command {
  package static let documentation = CommandDocumentation(
    "join", kind: .dataset,
    syntax: """
      join [type=inner|outer|left] [max=<n>] [overwrite=<bool>] [usetime=<bool>] \
      [earlier=<bool>] [left=<name> right=<name> where L.f=R.f] [<field>…] [ <search> ]
      """,
    summary: "Puts to each row the fields of another search's rows with the same values.",
    examples: [
      #"| makeresults | eval id=1 | join id [ | makeresults | eval id=1, name="amy" ]"#
    ])

  private static let options = [
    "type", "max", "overwrite", "usetime", "earlier", "left", "right",
  ]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var join = Joining()
    let search = try CombinedSearch(
      call, options: options,
      option: { (option) throws(Diagnostic) in try read(option, into: &join) },
      argument: { (scanner) throws(Diagnostic) in try read(&scanner, into: &join) })
    if !join.hasConditions, join.leftAlias != nil || join.rightAlias != nil {
      // Source: Splunk Search Reference, `join`: an alias goes with the other and with `where`.
      plan.warn(
        Diagnostic(
          .invalidArgument, "`left` and `right` mean nothing without conditions behind `where`",
          at: call.nameSpan, help: "write `left=L right=R where L.a=R.b`", severity: .warning))
      (join.leftAlias, join.rightAlias) = (nil, nil)
    }
    join.limit = search.limit
    plan.append(.combine(join, try plan.subplan(search.subsearch)))
  }

  /// A comma, the conditions of aliases, or a key.
  private static func read(
    _ scanner: inout Scanner, into join: inout Joining
  ) throws(Diagnostic) -> Bool {
    if scanner.skip(",") { return true }
    if scanner.skipKeyword("where") {
      try conditions(&scanner, &join)
      return true
    }
    guard scanner.peekOption() == nil, let field = try scanner.word() else { return false }
    join.keys.append((left: field.text, right: field.text))
    return true
  }

  private static func read(
    _ option: CommandOption, into join: inout Joining
  ) throws(Diagnostic) {
    switch option.key {
    case "type":
      switch option.value.lowercased {
      case "inner": join.keepsUnmatched = false
      case "outer", "left": join.keepsUnmatched = true
      default:
        throw Diagnostic(
          .invalidOptionValue, "`type` is `inner`, `outer` or `left`", at: option.value.span)
      }
    case "max":
      let count = try option.integer()
      join.maximumMatches = count == 0 ? .max : count
    case "overwrite": join.overwrites = try option.boolean()
    case "usetime": join.usesTime = try option.boolean()
    case "earlier": join.wantsEarlier = try option.boolean()
    case "left": join.leftAlias = option.value.text
    case "right": join.rightAlias = option.value.text
    default: break
    }
  }

  /// `where L.a=R.b …`
  private static func conditions(
    _ scanner: inout Scanner, _ join: inout Joining
  ) throws(Diagnostic) {
    while let left = try scanner.word(), scanner.skip("=") {
      guard let right = try scanner.word(),
        let leftField = field(left, of: join.leftAlias),
        let rightField = field(right, of: join.rightAlias)
      else {
        throw Diagnostic(
          .invalidArgument, "a condition compares a field of the left with one of the right alias",
          at: left.span)
      }
      join.hasConditions = true
      join.keys.append((left: leftField, right: rightField))
      _ = scanner.skipKeyword("and")
    }
  }

  private static func field(_ word: Word, of alias: String?) -> String? {
    guard let alias, word.text.hasPrefix(alias + ".") else { return nil }
    return String(word.text.dropFirst(alias.count + 1))
  }
}
