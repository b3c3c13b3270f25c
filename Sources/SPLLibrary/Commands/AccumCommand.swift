package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct AccumCommand: Command {
  package static let documentation = CommandDocumentation(
    "accum", kind: .dataset, syntax: "accum <field> [AS <name>]",
    summary: "Writes the running total of a field, over the field itself or under a new name.",
    examples: [#"| makeresults format=csv data="n\n1\n2" | accum n AS total"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    let (field, target) = try scanner.fieldAndTarget(call)
    try scanner.expectEnd(call)
    plan.append(
      .dataset(
        RunningColumns(
          "accum \(field)", reads: [field], writes: [target ?? field]
        ) {
          var total = 0.0
          return { values in
            guard let number = values[0].number else { return [nil] }
            total += number
            return [.number(total)]
          }
        }))
  }
}

extension Scanner {
  /// `field [AS name]`, as commands on one field begin.
  mutating func fieldAndTarget(
    _ call: CommandCall
  ) throws(Diagnostic) -> (field: String, target: String?) {
    guard let field = try word() else { throw call.missing("a field") }
    guard skipKeyword("as") else { return (field.text, nil) }
    guard let target = try word() else { throw call.missing("a name behind `AS`") }
    return (field.text, target.text)
  }
}
