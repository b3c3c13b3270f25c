package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct FromCommand: Command {
  package static let documentation = CommandDocumentation(
    "from", kind: .generating,
    syntax: "from datamodel:<model>.<dataset> | from lookup:<table>",
    summary: "Makes the events of a dataset, with its calculated fields, or the rows of a lookup.",
    examples: ["| from datamodel:Risk.All_Risk", "| from lookup:ports"])

  private static let kinds = ["datamodel", "lookup", "inputlookup", "savedsearch", "sid"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    guard let first = try scanner.word() else {
      throw call.missing("`datamodel:<model>.<dataset>` or `lookup:<table>`")
    }
    var (kind, name) = split(first)
    if name == nil {
      _ = scanner.skip(":") || scanner.skip("=")
      name = try scanner.word()
    }
    guard var name else { throw call.missing("a name behind `\(first.text)`") }
    if name.text.isEmpty, let word = try scanner.word() { name = word }
    kind = kind.lowercased()
    try scanner.expectEnd(call)
    switch kind {
    case "datamodel": try plan.startDataset(try plan.dataset(name))
    case "lookup", "inputlookup":
      let table = try plan.lookupTable(name)
      try table.checkComputation(matching: nil, at: name.span)
      plan.start(from: .rows(LookupRows(table: table, range: 0..<table.rows.count)))
    case "savedsearch", "sid":
      throw Diagnostic(
        .unsupportedSyntax, "`from \(kind)` does not run here", at: first.span,
        label: "no searches and results are stored", help: "write the search itself")
    default:
      throw Diagnostic(
        .invalidArgument, "`from` knows no `\(kind)`", at: first.span,
        help: NearMiss.find(kind, among: kinds).map { "did you mean `\($0)`?" }
          ?? "write `from datamodel:<model>.<dataset>` or `from lookup:<table>`")
    }
  }

  /// `datamodel:"A.B"` is one word or two.
  private static func split(_ word: Word) -> (kind: String, name: Word?) {
    guard !word.isQuoted, let colon = word.text.firstIndex(of: ":") else {
      return (word.text, nil)
    }
    var name = word.text[word.text.index(after: colon)...]
    if name.hasPrefix("\""), name.hasSuffix("\""), name.count > 1 {
      name = name.dropFirst().dropLast()
    }
    return (
      String(word.text[..<colon]), Word(text: String(name), span: word.span, isQuoted: false)
    )
  }
}
