package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct AnomalydetectionCommand: Command {
  package static let documentation = CommandDocumentation(
    "anomalydetection", kind: .dataset,
    syntax: """
      anomalydetection [method=histogram|iqr] [action=filter|annotate|remove|transform] \
      [pthresh=<n>] [cutoff=<bool>] [<field>…]
      """,
    summary: """
      Finds rows whose values are improbable: by the share of rows with each value, or by their \
      distance from the middle half of a field.
      """,
    examples: [
      "| makeresults count=20 | eval v=\"usual\" | anomalydetection action=annotate v",
      #"| makeresults format=csv data="n\n1\n2\n3\n90" | anomalydetection method=iqr action=remove n"#,
    ])

  private static let options = [
    "method", "action", "pthresh", "cutoff", "param", "uselower", "mark",
  ]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var given: [CommandOption] = []
    var fields: [WildcardPattern] = []
    var method = "histogram"
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        if option.key == "method" { method = try Self.method(option) } else { given.append(option) }
      } else if let field = try scanner.word(stops: Set(",\"|".utf8)) {
        fields.append(WildcardPattern(field.text))
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    let patterns = fields.isEmpty ? nil : fields
    if method == "iqr" {
      var outliers = OutlierTransform(patterns: patterns)
      for option in given { try outliers.read(option, call, among: options) }
      plan.append(.dataset(outliers))
      return
    }
    var detection = ImprobableRows(patterns: patterns)
    for option in given { try read(option, into: &detection, call) }
    plan.append(.dataset(detection))
  }

  private static func method(_ option: CommandOption) throws(Diagnostic) -> String {
    switch option.value.lowercased {
    case "histogram", "iqr": return option.value.lowercased
    case "zscore":
      throw Diagnostic(
        .unsupportedOption, "`method=zscore` is not supported", at: option.value.span,
        help: "compare with `eventstats avg(x) AS mean stdev(x) AS deviation`")
    default:
      throw Diagnostic(
        .invalidOptionValue, "`method` is `histogram`, `zscore` or `iqr`", at: option.value.span)
    }
  }

  private static func read(
    _ option: CommandOption, into detection: inout ImprobableRows, _ call: CommandCall
  ) throws(Diagnostic) {
    switch option.key {
    case "action":
      switch option.value.lowercased {
      case "filter": detection.annotates = false
      case "annotate": detection.annotates = true
      case "summary":
        throw Diagnostic(
          .unsupportedOption, "`action=summary` is not supported", at: option.value.span,
          help: "`action=annotate` keeps all rows and marks the anomalous ones")
      default:
        throw Diagnostic(
          .invalidOptionValue, "`action` is `filter`, `annotate` or `summary`",
          at: option.value.span)
      }
    case "pthresh": detection.threshold = try option.fraction()
    case "cutoff": detection.limitsCount = try option.boolean()
    default: throw call.unknownOption(option, among: options)
    }
  }
}
