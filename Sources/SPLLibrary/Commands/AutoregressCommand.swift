package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct AutoregressCommand: Command {
  package static let documentation = CommandDocumentation(
    "autoregress", kind: .dataset,
    syntax: "autoregress <field> [AS <name>] [p=<n> | p=<n>-<n>]",
    summary: "Copies the values that a field had in rows before, as `<field>_p<n>` or a new name.",
    examples: [
      #"| makeresults format=csv data="n\n1\n2" | autoregress n AS before"#,
      #"| makeresults format=csv data="n\n1\n2\n3" | autoregress n p=1-2"#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    guard let field = try scanner.word() else { throw call.missing("a field") }
    var target: Word?
    var places = 1...1
    while !scanner.isAtEnd {
      if scanner.skipKeyword("as") {
        target = try scanner.word()
        if target == nil { throw call.missing("a name behind `AS`") }
      } else if let option = try scanner.option() {
        guard option.key == "p" else { throw call.unknownOption(option, among: ["p"]) }
        places = try Self.places(option)
      } else {
        try scanner.expectEnd(call)
      }
    }
    if let target, places.count > 1 {
      throw Diagnostic(
        .invalidArgument, "a name goes with one place only; several are named `<field>_p<n>`",
        at: target.span)
    }
    let writes = target.map { [$0.text] } ?? places.map { "\(field.text)_p\($0)" }
    let range = places
    plan.append(
      .dataset(
        RunningColumns("autoregress \(field.text)", reads: [field.text], writes: writes) {
          // The values are copies: a batch that has been passed on may be gone.
          let arena = Arena()
          var earlier: [Cell] = []
          return { values in
            let result = range.map { earlier.count >= $0 ? earlier[earlier.count - $0] : .null }
            earlier.append(arena.store(values[0]))
            if earlier.count > range.upperBound { earlier.removeFirst() }
            return result
          }
        }))
  }

  private static func places(_ option: CommandOption) throws(Diagnostic) -> ClosedRange<Int> {
    let numbers = option.value.text.split(separator: "-", omittingEmptySubsequences: false)
      .map { Int($0) }
    if numbers.count <= 2, let first = numbers[0], let last = numbers[numbers.count - 1],
      first >= 1, last >= first, last <= 10_000
    {
      return first...last
    }
    throw Diagnostic(
      .invalidOptionValue, "`p` is a place, as `2`, or a range of them, as `2-4`",
      at: option.value.span)
  }
}
