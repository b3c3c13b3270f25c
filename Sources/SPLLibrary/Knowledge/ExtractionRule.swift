import Diagnostics
import EventModel
import Execution
import QueryPlan

/// Makes the extractor of each kind of extraction rule.
enum ExtractionRule {
  /// Errors: `invalidRegex` at the rule.
  static func extractor(
    _ rule: SourcetypeRules.Extraction
  ) throws(Diagnostic) -> any FieldExtractor {
    switch rule.kind {
    case .windowsXML: return WindowsEventExtractor(input: rule.field)
    case .xml, .json: return SpathExtractor(input: rule.field, target: nil)
    case .keyValue:
      let reader = KeyValueReader()
      return PairsExtractor(
        command: "kv", input: rule.field, keepsExisting: true, collectsValues: false
      ) { text in
        // A JSON object has its fields already; pairs within its strings are none of its own.
        text.isEmpty || text[0] != UInt8(ascii: "{") ? reader.pairs(in: text) : []
      }
    case .regex(let pattern):
      do {
        return RexExtractor(
          field: rule.field, regex: try RegularExpression(pattern: pattern), span: rule.span,
          matchLimit: 1, offsetField: nil)
      } catch {
        throw Diagnostic(
          .invalidRegex, "the pattern of an extraction does not compile", at: rule.span,
          label: error.message, help: "the fault is at byte \(error.offset) of the pattern")
      }
    case .delimited(let delimiter, let names):
      return DelimitedExtractor(
        input: rule.field, delimiter: Array(delimiter.utf8), names: names)
    }
  }
}

/// Values in a fixed order between delimiters; one between double quotes may hold delimiters.
struct DelimitedExtractor: FieldExtractor {
  let input: String
  let delimiter: [UInt8]
  /// An empty name, or `-`, passes a value over.
  let names: [String]

  var summary: String { "delimited \(input)" }

  var writes: [String]? { names.filter { !Self.isPassedOver($0) } }

  private static func isPassedOver(_ name: String) -> Bool { name.isEmpty || name == "-" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted.union(FieldNeeds([input])) }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let texts = batch[input]
    var written = WrittenColumns(batch, sharing: [texts], in: context)
    let isWanted = names.map { !Self.isPassedOver($0) && wanted.contains($0) }
    guard let last = isWanted.lastIndex(of: true), !delimiter.isEmpty else { return [] }
    for row in 0..<batch.rowCount {
      guard let text = texts[row].text(in: context.arena) else { continue }
      for (place, value) in values(text, upTo: last).enumerated()
      where isWanted[place] && !value.isEmpty {
        written.set(names[place], row: row, to: .text(value))
      }
    }
    return written.columns
  }

  private func values(_ text: Bytes, upTo last: Int) -> [Bytes] {
    var values: [Bytes] = []
    var start = 0
    while values.count <= last {
      var end = start
      var isQuoted = false
      while end < text.count, isQuoted || !isDelimiter(text, at: end) {
        if text[end] == UInt8(ascii: "\"") { isQuoted.toggle() }
        end += 1
      }
      values.append(Self.unquoted(text.slice(start..<end)))
      if end >= text.count { break }
      start = end + delimiter.count
    }
    return values
  }

  private func isDelimiter(_ text: Bytes, at place: Int) -> Bool {
    place + delimiter.count <= text.count
      && delimiter.indices.allSatisfy { text[place + $0] == delimiter[$0] }
  }

  private static func unquoted(_ value: Bytes) -> Bytes {
    let quote = UInt8(ascii: "\"")
    guard value.count >= 2, value[0] == quote, value[value.count - 1] == quote else {
      return value
    }
    return value.slice(1..<value.count - 1)
  }
}
