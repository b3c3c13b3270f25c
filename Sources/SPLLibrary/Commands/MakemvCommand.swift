package import Diagnostics
import EventModel
import Execution
import QueryPlan
package import SPLSyntax

package struct MakemvCommand: Command {
  package static let documentation = CommandDocumentation(
    "makemv", kind: .streaming,
    syntax: "makemv [delim=<text> | tokenizer=<regex>] [allowempty=<bool>] <field>",
    summary: "Makes several values of a text, at a delimiter or with a regular expression.",
    examples: [
      #"| makeresults | eval v="a,,b" | makemv delim="," v"#,
      #"| makeresults | eval v="a,b" | makemv tokenizer="([^,]+),?" v"#,
    ])

  private static let options = ["delim", "tokenizer", "allowempty", "setsv"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var delimiter: CommandOption?
    var tokenizer: RegexWord?
    var allowsEmpty = false
    var field: Word?
    while !scanner.isAtEnd {
      if let name = scanner.peekOption(), name.lowercased == "tokenizer" {
        _ = try scanner.word()
        _ = scanner.skip("=")
        tokenizer = try scanner.regexWord()
      } else if let option = try scanner.option() {
        switch option.key {
        case "delim": delimiter = option
        case "allowempty": allowsEmpty = try option.boolean()
        case "setsv":
          guard try !option.boolean() else {
            throw Diagnostic(
              .unsupportedOption, "`setsv=true` is not supported", at: option.name.span,
              help: "a field is either one text or several; `nomv` makes one of several")
          }
        default: throw call.unknownOption(option, among: options)
        }
      } else if field == nil, let word = try scanner.word() {
        field = word
      } else {
        try scanner.expectEnd(call)
      }
    }
    guard let field else { throw call.missing("a field") }
    if let delimiter, delimiter.value.text.isEmpty {
      throw Diagnostic(
        .invalidOptionValue, "a delimiter has at least one character", at: delimiter.value.span)
    }
    let mapping =
      if let tokenizer {
        try tokens(field.text, tokenizer, call, keepsEmpty: allowsEmpty)
      } else {
        pieces(field.text, delimiter?.value.text ?? " ", call, keepsEmpty: allowsEmpty)
      }
    plan.append(.compute([mapping]))
  }

  private static func pieces(
    _ field: String, _ delimiter: String, _ call: CommandCall, keepsEmpty: Bool
  ) -> Assignment {
    let delimiter = Array(delimiter.utf8)
    return .mapping(field, command: call.name, span: call.span) { context in
      { cell in
        var values: [Bytes] = []
        for text in cell.texts(in: context.arena) {
          for piece in split(text, at: delimiter) where keepsEmpty || !piece.isEmpty {
            values.append(piece)
          }
        }
        return context.arena.cell(values)
      }
    }
  }

  private static func split(_ text: Bytes, at delimiter: [UInt8]) -> [Bytes] {
    var pieces: [Bytes] = []
    var start = 0
    var position = 0
    while position + delimiter.count <= text.count {
      if text.slice(position..<(position + delimiter.count)).buffer.elementsEqual(delimiter) {
        pieces.append(text.slice(start..<position))
        position += delimiter.count
        start = position
      } else {
        position += 1
      }
    }
    return pieces + [text.slice(start..<text.count)]
  }

  /// The first group of every match is a value.
  private static func tokens(
    _ field: String, _ tokenizer: RegexWord, _ call: CommandCall, keepsEmpty: Bool
  ) throws(Diagnostic) -> Assignment {
    let regex = try tokenizer.compiled()
    guard regex.captureCount > 0 else {
      throw Diagnostic(
        .invalidOptionValue, "`tokenizer` needs a group, whose matches are the values",
        at: tokenizer.span, help: "put what is a value between `(` and `)`")
    }
    return .mapping(field, command: call.name, span: call.span) { context in
      let matcher = regex.makeMatcher()
      return { (cell: Cell) throws(Diagnostic) -> Cell in
        var values: [Bytes] = []
        for text in cell.texts(in: context.arena) {
          do throws(RegexSearchError<Never>) {
            try matcher.forEachMatch(in: text) { (captures) throws(Never) in
              guard let range = captures[1], keepsEmpty || !range.isEmpty else { return }
              values.append(text.slice(range))
            }
          } catch {
            switch error {
            case .limit(let limit):
              throw RegexMatchers(constant: regex, span: tokenizer.span).diagnostic(limit)
            }
          }
        }
        return context.arena.cell(values)
      }
    }
  }
}
