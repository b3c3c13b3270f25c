package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct SortCommand: Command {
  package static let documentation = CommandDocumentation(
    "sort", kind: .dataset,
    syntax: "sort [<n> | limit=<n>] [+|-] <field>… [desc]",
    summary: """
      Puts rows in order; keeps the first 10,000 unless told otherwise, 0 for all. `num()`, \
      `str()`, `ip()` say how a field compares.
      """,
    examples: [
      "| makeresults count=3 | sort 0 - _time",
      "| makeresults | eval size=3 | sort 100 -num(size), +str(host)",
    ])

  /// Source: Splunk Search Reference, `sort`: rows kept by default.
  static let defaultLimit = 10_000

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var limit: Int?
    var keys: [SortOrder.Key] = []
    var isReversed = false
    if let word = scanner.peekWord(), let number = Int(word.text), number >= 0 {
      _ = try scanner.word()
      limit = number
    }
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = scanner.peekOption(), option.lowercased == "limit" {
        limit = try scanner.option()?.integer() ?? limit
        continue
      }
      let isDescending = scanner.skip("-")
      if !isDescending { _ = scanner.skip("+") }
      var ahead = scanner
      guard let name = try ahead.word(), !name.text.isEmpty else {
        throw scanner.unexpectedArgument("a field")
      }
      // `num(size)` says how a field compares; `sum(size)` is the name of a field.
      let isComparison = SortOrder.Comparison(rawValue: name.lowercased) != nil
      guard let word = isComparison ? try scanner.word() : try scanner.fieldName() else {
        throw scanner.unexpectedArgument("a field")
      }
      if !word.isQuoted, ["d", "desc"].contains(word.lowercased), !keys.isEmpty, scanner.isAtEnd {
        isReversed = true
        break
      }
      if !word.isQuoted, ["a", "asc"].contains(word.lowercased), !keys.isEmpty, scanner.isAtEnd {
        break
      }
      keys.append(try key(word, isDescending: isDescending, &scanner))
    }
    guard !keys.isEmpty else { throw call.missing("a field") }
    if isReversed {
      keys = keys.map {
        SortOrder.Key(
          field: $0.field, isDescending: !$0.isDescending, comparison: $0.comparison)
      }
    }
    let kept = limit ?? defaultLimit
    plan.append(
      .sort(SortOrder(keys: keys, limit: kept == 0 ? nil : kept, tellsCut: limit == nil)))
  }

  /// `field` or `num(field)`.
  static func key(
    _ word: Word, isDescending: Bool, _ scanner: inout Scanner
  ) throws(Diagnostic) -> SortOrder.Key {
    guard !word.isQuoted, scanner.peek() == UInt8(ascii: "(") else {
      return SortOrder.Key(field: word.text, isDescending: isDescending)
    }
    guard let comparison = SortOrder.Comparison(rawValue: word.lowercased) else {
      throw Diagnostic(
        .invalidArgument, "a field sorts as `auto`, `num`, `str` or `ip`", at: word.span)
    }
    _ = scanner.skip("(")
    guard let field = try scanner.word(), scanner.skip(")") else {
      throw scanner.unexpectedArgument("a field and `)`")
    }
    return SortOrder.Key(
      field: field.text, isDescending: isDescending, comparison: comparison)
  }
}
