package import Diagnostics
package import EventModel
import QueryPlan

/// Runs a search that a command has put together at run time: expanded, compiled and run over what
/// the whole search runs over. Gives its rows.
package typealias SearchRunner = @Sendable (SourceText) throws(Diagnostic) -> [Batch]

/// `map`: a search for each row, filled in with the row's values.
///
/// Source: Splunk Search Reference, `map`: `$field$` stands for the field's value, `$_serial_id$`
/// for the number of the row from 1.
struct SearchPerRow: DatasetTransform {
  let template: String
  let span: Span
  let limit: Int
  /// Nil where there is nothing to run over.
  let runner: SearchRunner?

  var summary: String { "map at most \(limit) searches" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    FieldNeeds(parts.compactMap { if case .field(let name) = $0 { name } else { nil } })
  }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let rowCount = batches.reduce(0) { $0 + $1.rowCount }
    guard rowCount > 0 else { return [] }
    guard let runner else {
      throw Diagnostic(
        .unsupportedCommand, "`map` runs searches, and there is nothing here to run them over",
        at: span, help: "run the search over files or over the store")
    }
    if rowCount > limit {
      environment.notices.add(
        Diagnostic(
          .resultLimit, "`map` ran \(limit) searches for the first of \(rowCount) rows", at: span,
          help: "raise `maxsearches`", severity: .warning))
    }
    var result: [Batch] = []
    var number = 0
    for batch in batches {
      for row in 0..<batch.rowCount where number < limit {
        number += 1
        guard let text = filled(batch, row, number, environment) else { continue }
        let source = SourceText(
          name: span.source.name, bytes: Array(text.utf8),
          pieces: [.init(range: 0..<text.utf8.count, origin: span, isVerbatim: false)])
        result += try runner(source)
      }
    }
    return result
  }

  private enum Part {
    case text(String)
    case field(String)
  }

  /// The template cut at `$name$`; a dollar that is not followed by a name and another one is text.
  private var parts: [Part] {
    var parts: [Part] = []
    var literal = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "$") {
      literal += rest[..<open]
      let behind = rest[rest.index(after: open)...]
      let name = behind.prefix { $0 != "$" && !$0.isWhitespace && $0 != "\"" && $0 != "|" }
      guard !name.isEmpty, name.endIndex < behind.endIndex, behind[name.endIndex] == "$" else {
        literal += "$"
        rest = behind
        continue
      }
      parts.append(.text(literal))
      parts.append(.field(String(name)))
      literal = ""
      rest = behind[behind.index(after: name.endIndex)...]
    }
    return parts + [.text(literal + rest)]
  }

  /// The search for a row; nil, with a notice, when the row lacks a field.
  private func filled(
    _ batch: Batch, _ row: Int, _ number: Int, _ environment: SearchEnvironment
  ) -> String? {
    var text = ""
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .field("_serial_id"): text += String(number)
      case .field(let field):
        guard let value = batch[field][row].string else {
          environment.notices.add(
            Diagnostic(
              .invalidValue, "`map` skipped rows without the field `\(field)`", at: span,
              severity: .warning))
          return nil
        }
        text += isQuoted(text) ? escaped(value) : value
      }
    }
    return text
  }

  /// Whether a text ends inside double quotes.
  private func isQuoted(_ text: String) -> Bool {
    var isQuoted = false
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      }
    }
    return isQuoted
  }

  private func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
