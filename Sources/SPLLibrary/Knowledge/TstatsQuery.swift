import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax

/// The parts of one `tstats`.
struct TstatsQuery {
  let call: CommandCall
  private var scanner: Scanner
  var isPrestats = false
  var fillValue: String?
  var measures: [Measure] = []
  var model: Word?
  var condition: SearchExpression?
  var groups: [Word] = []
  var span: CommandOption?
  var warnings: [Diagnostic] = []
  /// `nodename=Dataset` among the options.
  var node: Word?

  private static let options = [
    "prestats", "local", "append", "summariesonly", "include_reduced_buckets",
    "allow_old_summaries", "use_summary_index_values", "chunk_size", "fillnull_value",
  ]

  init(_ call: CommandCall, binder: ExpressionBinder) throws(Diagnostic) {
    self.call = call
    scanner = call.scanner
    let parser = MeasureParser(binder: binder, call: call)
    while true {
      try readOptions()
      if scanner.skip(",") { continue }
      guard !scanner.isAtEnd, !isAtClause else { break }
      try refusePrefix(in: scanner)
      measures.append(try parser.measure(&scanner))
    }
    guard !measures.isEmpty else { throw call.missing("an aggregate such as `count`") }
    for measure in measures { try check(measure) }
    if scanner.skipKeyword("from") { try readModel() }
    try readOptions()
    if scanner.skipKeyword("where") {
      condition = try SearchExpressionParser.parse(
        prefixOf: &scanner, stopWords: ["by", "groupby"])
    }
    if scanner.skipKeyword("by", "groupby") { try readGroups() }
    try scanner.expectEnd(call)
  }

  private var isAtClause: Bool {
    guard let word = scanner.peekWord(), !word.isQuoted else { return false }
    return ["by", "groupby", "from", "where"].contains(word.lowercased)
  }

  private mutating func readOptions() throws(Diagnostic) {
    while let option = try scanner.option() { try read(option) }
  }

  private mutating func read(_ option: CommandOption) throws(Diagnostic) {
    switch option.key {
    case "prestats": isPrestats = try option.boolean()
    case "fillnull_value": fillValue = option.value.text
    case "chunk_size": _ = try option.integer()
    case "nodename": node = option.value
    case "append":
      guard try !option.boolean() else {
        throw Diagnostic(
          .unsupportedOption, "`append=true` does not run here", at: option.name.span,
          help: "put the other `tstats` into `| append [ | tstats … ]`")
      }
    // Every event is read; there are no summaries that could lack one.
    case "summariesonly", "allow_old_summaries", "local", "include_reduced_buckets",
      "use_summary_index_values":
      _ = try option.boolean()
    default: throw call.unknownOption(option, among: Self.options)
    }
  }

  /// Source: Splunk Search Reference, `tstats`: a function has one field, written out.
  private func check(_ measure: Measure) throws(Diagnostic) {
    switch measure.input {
    case .rows, .field: return
    case .fields(let pattern):
      throw Diagnostic(
        .invalidArgument,
        pattern.matchesEverything
          ? "`\(measure.name)` needs a field in `\(call.name)`"
          : "`\(call.name)` takes no wildcard in a function", at: measure.span,
        help: "name the field: `\(measure.name)(Dataset.field)`")
    case .expression:
      throw Diagnostic(
        .unsupportedSyntax, "`\(call.name)` takes no `eval` in a function", at: measure.span,
        help: "count with `stats` over the events, or filter with `WHERE`")
    }
  }

  /// `PREFIX(a=)` reads the terms of an index, which events here do not have.
  private func refusePrefix(in scanner: Scanner) throws(Diagnostic) {
    var copy = scanner
    guard let word = try copy.word() else { return }
    let next = copy.peek() == UInt8(ascii: "(") ? copy.rest.text.dropFirst().prefix(7) : ""
    guard word.lowercased == "prefix" || next.lowercased() == "prefix(" else { return }
    throw Diagnostic(
      .unsupportedSyntax, "`PREFIX()` does not run here", at: word.span,
      label: "it groups by the terms of an index",
      help: "extract the field with `rex`, and use `stats`")
  }

  private mutating func readModel() throws(Diagnostic) {
    guard scanner.skipKeyword("datamodel") else {
      throw Diagnostic(
        .unsupportedSyntax, "`FROM` takes `datamodel=<model>[.<dataset>]`", at: scanner.rest)
    }
    _ = scanner.skip("=") || scanner.skip(":")
    guard let name = try scanner.word() else { throw call.missing("a data model") }
    model = name
  }

  private mutating func readGroups() throws(Diagnostic) {
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        if option.key == "span" { span = option } else { try read(option) }
        continue
      }
      try refusePrefix(in: scanner)
      guard let field = try scanner.word() else { throw scanner.unexpectedArgument("a field") }
      guard !field.text.contains("*") else {
        throw Diagnostic(
          .invalidArgument, "`\(call.name)` takes no wildcard behind `BY`", at: field.span)
      }
      if !groups.contains(where: { $0.text == field.text }) { groups.append(field) }
    }
    guard !groups.isEmpty else { throw call.missing("a field behind `BY`") }
    if let given = span, !groups.contains(where: { $0.text == "_time" }) {
      warnings.append(
        Diagnostic(
          .invalidArgument, "`span` is the size of the buckets of `_time`, which is no group here",
          at: given.name.span, label: "it has no effect",
          help: "write `BY _time span=\(given.value.text)`", severity: .warning))
      span = nil
    }
  }
}
