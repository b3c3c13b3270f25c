package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct ConvertCommand: Command {
  package static let documentation = CommandDocumentation(
    "convert", kind: .streaming,
    syntax: "convert [timeformat=<format>] <function>(<field>) [AS <field>]…",
    summary: """
      Converts times, durations and numbers with units; the functions are `auto`, `ctime`, \
      `dur2sec`, `memk`, `mktime`, `mstime`, `none`, `num`, `rmcomma` and `rmunit`.
      """,
    examples: [
      #"| makeresults | eval t=0 | convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(t)"#,
      #"| makeresults | eval d="00:10:15", s="212 sec" | convert dur2sec(d) AS n rmunit(s)"#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var timeFormat = Conversion.defaultTimeFormat
    var conversions: [Conversion] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        guard option.key == "timeformat" else {
          throw call.unknownOption(option, among: ["timeformat"])
        }
        timeFormat = option.value.text
      } else {
        conversions.append(try conversion(&scanner, call, timeFormat))
      }
    }
    guard !conversions.isEmpty else { throw call.missing("a function such as `ctime(_time)`") }
    let extractor = ConvertExtractor(conversions: conversions)
    let isAutomatic = conversions.contains { $0.function == .auto }
    plan.append(
      isAutomatic ? .dataset(AutomaticConversion(extractor: extractor)) : .extract(extractor))
  }

  private static func conversion(
    _ scanner: inout Scanner, _ call: CommandCall, _ timeFormat: String
  ) throws(Diagnostic) -> Conversion {
    guard let name = try scanner.word() else { throw scanner.unexpectedArgument("a function") }
    guard let function = ConversionFunction(rawValue: name.lowercased) else {
      let guess = NearMiss.find(name.text, among: ConversionFunction.allCases.map { $0.rawValue })
      throw Diagnostic(
        .unknownFunction, "`convert` has no function `\(name.text)`", at: name.span,
        help: guess.map { "did you mean `\($0)`?" })
    }
    guard scanner.skip("("), let field = try scanner.word(stops: Set("()\",|".utf8)),
      scanner.skip(")")
    else {
      throw Diagnostic(
        .missingArgument, "`\(name.text)` takes one field between brackets", at: name.span,
        help: "write `\(name.lowercased)(field)`")
    }
    let from = WildcardPattern(field.text)
    guard scanner.skipKeyword("as") else {
      return Conversion(function: function, from: from, to: nil, timeFormat: timeFormat)
    }
    guard let target = try scanner.word() else { throw call.missing("a name behind `AS`") }
    let to = WildcardPattern(target.text)
    guard from.parts.count == to.parts.count else {
      throw Diagnostic(
        .wildcardMismatch, "both names must have the same number of wildcards", at: target.span,
        label: "\(to.parts.count - 1) here, \(from.parts.count - 1) in the field")
    }
    return Conversion(function: function, from: from, to: to, timeFormat: timeFormat)
  }
}
