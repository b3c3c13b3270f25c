package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct FilldownCommand: Command {
  package static let documentation = CommandDocumentation(
    "filldown", kind: .dataset, syntax: "filldown [<field>…]",
    summary: """
      Puts the last value before where a field has none: in the named fields, wildcards included, \
      or in all.
      """,
    examples: [#"| makeresults format=json data="[{\"a\":1},{\"b\":2}]" | filldown a"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    let fields = try scanner.fieldList()
    let patterns = fields.isEmpty ? ["*"] : fields.map { $0.text }
    plan.append(.dataset(FillingDown(patterns: patterns.map { WildcardPattern($0) })))
  }
}

/// The last value of a field before, where a row has none.
struct FillingDown: DatasetTransform {
  let patterns: [WildcardPattern]

  var summary: String { "fill down " + patterns.map { $0.text }.joined(separator: " ") }

  /// A field is filled from itself alone.
  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var fields: OrderedSet<String> = []
    for batch in batches {
      fields.formUnion(batch.fields.filter { field in patterns.contains { $0.coversField(field) } })
    }
    let names = Array(fields)
    return try RunningColumns(summary, reads: names, writes: names) {
      var last = [Cell](repeating: .null, count: names.count)
      // The values are copies: a batch that has been passed on may be gone.
      let arena = Arena()
      return { values in
        values.enumerated().map { index, cell in
          guard cell.isNull else {
            last[index] = arena.store(cell)
            return nil
          }
          return last[index]
        }
      }
    }.apply(batches, in: environment)
  }
}
