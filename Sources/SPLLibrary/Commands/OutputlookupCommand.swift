package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct OutputlookupCommand: Command {
  package static let documentation = CommandDocumentation(
    "outputlookup", kind: .dataset,
    syntax: """
      outputlookup [append=<bool>] [override_if_empty=<bool>] [max=<n>] [key_field=<field>] <table>
      """,
    summary: "Writes the rows into a lookup table, where that is allowed, and passes them on.",
    examples: [#"| makeresults | eval user="amy" | fields user | outputlookup seen_users"#])

  private static let options = [
    "append", "create_empty", "override_if_empty", "max", "key_field", "createinapp",
    "create_context", "output_format", "allow_updates", "strict",
  ]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var writing = LookupWriting(writer: plan.knowledge.lookupWriter)
    var name: Word?
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "append": writing.appends = try option.boolean()
        case "override_if_empty": writing.writesNothing = try option.boolean()
        case "create_empty": writing.createsEmpty = try option.boolean()
        case "max": writing.limit = try option.integer()
        case "key_field": writing.keyField = option.value.text
        // Where a file is put and how its texts are quoted is up to whoever writes it.
        case "createinapp", "create_context", "output_format", "allow_updates", "strict": break
        default: throw call.unknownOption(option, among: options)
        }
      } else if name == nil, let word = try scanner.word() {
        name = word
      } else {
        try scanner.expectEnd(call)
        throw scanner.unexpectedArgument("a lookup table")
      }
    }
    guard let name else { throw call.missing("a lookup table") }
    writing.name = name.text
    writing.span = name.span
    // A search that is about to run is refused before it reads anything.
    if plan.searchRunner != nil, writing.writer == nil { throw writing.refusal }
    plan.append(.dataset(writing))
  }
}

/// Writes rows into a lookup table and passes them on.
///
/// Source: Splunk Search Reference, `outputlookup`: internal fields are not written.
struct LookupWriting: DatasetTransform {
  let writer: (any LookupWriter)?
  var name = ""
  var span: Span?
  var appends = false
  /// Whether no rows make an empty table of one that is there.
  var writesNothing = true
  var createsEmpty = true
  var limit = Int.max
  var keyField: String?

  init(writer: (any LookupWriter)?) { self.writer = writer }

  var refusal: Diagnostic {
    Diagnostic(
      .lookupNotWritable, "lookup tables are not written here", at: span,
      help: "give a folder for them with `--lookup-output FOLDER`, or leave `outputlookup` out")
  }

  var summary: String { "write lookup \(name)" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { .everything }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    guard let writer else { throw refusal }
    var fields: OrderedSet<String> = []
    for batch in batches {
      fields.formUnion(batch.fields.filter { !Batch.isHidden($0) && !$0.hasPrefix("_") })
    }
    let arena = Arena()
    var rows: [[String]] = []
    for batch in batches {
      let columns = fields.map { batch[$0] }
      for row in 0..<batch.rowCount where rows.count < limit {
        rows.append(columns.map { $0[row].text(in: arena)?.string ?? "" })
      }
    }
    if rows.isEmpty, !writesNothing || !createsEmpty { return batches }
    try writer.store(
      WrittenLookup(
        name: name, fields: Array(fields), rows: rows, appends: appends, keyField: keyField),
      at: span)
    return batches
  }
}
