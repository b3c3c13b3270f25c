import Diagnostics
import QueryPlan
import SPLSyntax

extension PlanBuilder {
  /// The table that a command names.
  ///
  /// Errors: `unknownLookup` with the nearest name.
  func lookupTable(_ name: Word) throws(Diagnostic) -> LookupTable {
    try knowledge.lookupTable(name)
  }
}

extension KnowledgeProvider {
  /// The table of a name.
  ///
  /// Errors: `unknownLookup` with the nearest name.
  func lookupTable(_ name: Word) throws(Diagnostic) -> LookupTable {
    if let table = try lookup(named: name.text, at: name.span) { return table }
    let guess = NearMiss.find(name.text, among: lookupNames)
    throw Diagnostic(
      .unknownLookup, "unknown lookup `\(name.text)`", at: name.span,
      help: guess.map { "did you mean `\($0)`?" }
        ?? "give its table with `--lookup \(name.text)=FILE.csv`")
  }
}

extension LookupTable {
  /// The place of a column; blanks around a name in the header of a file do not count.
  ///
  /// Errors: `missingLookupField` with the nearest name.
  func column(_ name: Word) throws(Diagnostic) -> Int {
    if let column = fields.firstIndex(of: name.text) { return column }
    if let column = fields.firstIndex(where: { Self.trimmed($0) == name.text }) { return column }
    let guess = NearMiss.find(name.text, among: fields)
    let all = fields.map { "`\($0)`" }.joined(separator: ", ")
    throw Diagnostic(
      .missingLookupField, "lookup `\(definition.name)` has no field `\(name.text)`",
      at: name.span, help: guess.map { "did you mean `\($0)`?" } ?? "it has \(all)")
  }

  /// Checks which columns are matched, and that there are rows where they are listed.
  ///
  /// Errors: `missingLookupField` for a computed lookup that is asked by anything but its first
  /// column, or for its rows.
  func checkComputation(matching columns: [Int]?, at span: Span) throws(Diagnostic) {
    guard computation != nil, columns != [0], let first = fields.first else { return }
    throw Diagnostic(
      .missingLookupField,
      columns == nil
        ? "the lookup `\(definition.name)` has no rows: it is worked out"
        : "the lookup `\(definition.name)` is worked out of its column `\(first)` alone",
      at: span, help: "look up a field: `lookup \(definition.name) \(first) AS <field>`")
  }

  static func trimmed(_ name: String) -> String {
    var name = name[...]
    while name.first == " " { name = name.dropFirst() }
    while name.last == " " { name = name.dropLast() }
    return String(name)
  }
}
