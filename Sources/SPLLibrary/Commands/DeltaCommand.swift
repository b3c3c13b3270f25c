package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct DeltaCommand: Command {
  package static let documentation = CommandDocumentation(
    "delta", kind: .dataset, syntax: "delta <field> [AS <name>] [p=<n>]",
    summary: "Writes how much a field has grown since the row before, or `p` rows before.",
    examples: [#"| makeresults format=csv data="n\n1\n4" | delta n AS grown"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    let (field, name) = try scanner.fieldAndTarget(call)
    var target = name ?? "delta(\(field))"
    var distance = 1
    while !scanner.isAtEnd {
      if scanner.skipKeyword("as") {
        guard let word = try scanner.word() else { throw call.missing("a name behind `AS`") }
        target = word.text
        continue
      }
      guard let option = try scanner.option() else {
        try scanner.expectEnd(call)
        break
      }
      guard option.key == "p" else { throw call.unknownOption(option, among: ["p"]) }
      distance = try option.integer(atLeast: 1)
    }
    let places = distance
    plan.append(
      .dataset(
        RunningColumns("delta \(field)", reads: [field], writes: [target]) {
          var earlier: [Double?] = []
          var next = 0
          return { values in
            let number = values[0].number
            defer {
              if earlier.count < places { earlier.append(number) } else { earlier[next] = number }
              next = (next + 1) % places
            }
            guard earlier.count == places, let number, let before = earlier[next]
            else { return [.null] }
            return [.number(number - before)]
          }
        }))
  }
}
