package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct ExtractCommand: Command {
  package static let documentation = CommandDocumentation(
    "extract", "kv", kind: .streaming,
    syntax: """
      extract [pairdelim=<characters>] [kvdelim=<characters>] [mv_add=<bool>] \
      [clean_keys=<bool>] [limit=<n>] [maxchars=<n>]
      """,
    summary: """
      Sets fields to the pairs of names and values in `_raw`; a field that has a value keeps it.
      """,
    examples: [
      #"| makeresults | eval _raw="a=1, b=\"x y\"" | extract | table a b"#,
      #"| makeresults | eval _raw="a:1;b:2" | extract pairdelim=";" kvdelim=":" | table a b"#,
    ])

  private static let options = [
    "pairdelim", "kvdelim", "mv_add", "clean_keys", "limit", "maxchars", "auto", "reload",
    "segment",
  ]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var reader = KeyValueReader()
    var collectsValues = false
    var isAutomatic = true
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      guard let option = try scanner.option() else {
        let name = try scanner.word()
        throw Diagnostic(
          .unsupportedSyntax, "`\(call.name)` with an extraction of `transforms.conf` does not run",
          at: name?.span ?? scanner.here, help: "take the fields out with `rex`")
      }
      switch option.key {
      case "pairdelim": reader.pairDelimiters = try delimiters(option)
      case "kvdelim": reader.valueDelimiters = try delimiters(option)
      case "mv_add": collectsValues = try option.boolean()
      case "clean_keys": reader.cleansKeys = try option.boolean()
      case "limit": reader.limit = try option.integer()
      case "maxchars": reader.characterLimit = try option.integer()
      case "auto": isAutomatic = try option.boolean()
      // How the product reads its files and shows its results.
      case "reload", "segment": _ = try option.boolean()
      default: throw call.unknownOption(option, among: options)
      }
    }
    // Only what is said how to cut is taken out then.
    guard isAutomatic || reader.pairDelimiters != nil || reader.valueDelimiters != nil else {
      return
    }
    let pairs = reader
    plan.append(
      .extract(
        PairsExtractor(
          command: call.name, input: "_raw", keepsExisting: true, collectsValues: collectsValues
        ) { pairs.pairs(in: $0) }))
  }

  private static func delimiters(_ option: CommandOption) throws(Diagnostic) -> String {
    guard !option.value.text.isEmpty else {
      throw Diagnostic(
        .invalidOptionValue, "`\(option.key)` is at least one character", at: option.value.span)
    }
    return option.value.text.replacing("\\n", with: "\n").replacing("\\t", with: "\t")
  }
}
