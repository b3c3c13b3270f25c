package import Diagnostics

/// Replaces macro calls by their definitions and comments by blanks, and keeps every span.
///
/// Source: Splunk Knowledge Manager Manual, search macros: calls stand in backquotes, definitions
/// differ by number of arguments, `$name$` is filled in before the text is parsed.
package struct MacroExpander {
  /// How deep macros may call macros.
  package static let depthLimit = 100

  /// Runs what only the engine can: a validation, or a definition that is an expression.
  package protocol Evaluator: Sendable {
    /// Throws when the validation does not hold for the arguments.
    func validate(_ macro: MacroDefinition, _ arguments: [String: String], call: Span)
      throws(Diagnostic)
    /// The text of an `isEval` definition.
    func expansion(of macro: MacroDefinition, _ arguments: [String: String], call: Span)
      throws(Diagnostic) -> String
  }

  private let macros: any MacroProvider
  private let evaluator: any Evaluator

  package init(macros: any MacroProvider, evaluator: any Evaluator) {
    self.macros = macros
    self.evaluator = evaluator
  }

  /// The whole span as a new text whose pieces lead back.
  package func expand(_ span: Span) throws(Diagnostic) -> SourceText {
    var output = Output()
    try expand(span, into: &output, depth: 0)
    return SourceText(name: span.source.name, bytes: output.bytes, pieces: output.pieces)
  }

  private struct Output {
    var bytes: [UInt8] = []
    var pieces: [SourceText.Piece] = []

    mutating func copy(_ span: Span) {
      guard !span.range.isEmpty else { return }
      let start = bytes.count
      bytes += span.source.bytes[span.range]
      pieces.append(.init(range: start..<bytes.count, origin: span, isVerbatim: true))
    }

    mutating func put(_ text: [UInt8], for span: Span, macro: SourceText.MacroExpansion?) {
      guard !text.isEmpty else { return }
      let start = bytes.count
      bytes += text
      pieces.append(
        .init(range: start..<bytes.count, origin: span, isVerbatim: false, expansion: macro))
    }
  }

  private func expand(_ span: Span, into output: inout Output, depth: Int) throws(Diagnostic) {
    let bytes = span.source.bytes
    let end = span.range.upperBound
    var copied = span.range.lowerBound
    var position = copied
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\\"):
        position += 2
      case UInt8(ascii: "\""):
        let close = Quoting.end(of: bytes[position], from: position, in: bytes, to: end) ?? end
        let quoted = Span(span.source, position..<close)
        if let text = try quotedMacro(quoted, depth: depth) {
          output.copy(Span(span.source, copied..<position))
          output.put(text, for: quoted, macro: nil)
          copied = close
        }
        position = close
      case UInt8(ascii: "`"):
        output.copy(Span(span.source, copied..<position))
        let close = try Self.callEnd(from: position, in: span)
        let call = Span(span.source, position..<close)
        if Self.isComment(at: position, in: span) {
          output.put([UInt8(ascii: " ")], for: call, macro: nil)
        } else {
          try expandCall(call, into: &output, depth: depth)
        }
        position = close
        copied = close
      default:
        position += 1
      }
    }
    output.copy(Span(span.source, min(copied, end)..<end))
  }

  /// What a quoted text that is nothing but a macro call stands for: the macro's text, in quotes of
  /// its own or of these. Nil for any other text, in which backquotes are ordinary.
  private func quotedMacro(_ quoted: Span, depth: Int) throws(Diagnostic) -> [UInt8]? {
    let inside = Span(
      quoted.source,
      (quoted.range.lowerBound + 1)..<max(
        quoted.range.upperBound - 1, quoted.range.lowerBound + 1))
    let bytes = inside.source.bytes[inside.range]
    let tick = UInt8(ascii: "`")
    guard bytes.count > 2, bytes.first == tick, bytes.last == tick,
      bytes.count(where: { $0 == tick }) == 2
    else { return nil }
    let call = MacroCall(inside)
    guard macros.macro(named: call.name, arity: call.arguments.count) != nil else { return nil }
    var inner = Output()
    try expandCall(inside, into: &inner, depth: depth)
    let quote = UInt8(ascii: "\"")
    let isQuoted = inner.bytes.first == quote && inner.bytes.last == quote
    return isQuoted ? inner.bytes : [quote] + inner.bytes + [quote]
  }

  static func isComment(at position: Int, in span: Span) -> Bool {
    let tick = UInt8(ascii: "`")
    return position + 2 < span.range.upperBound
      && span.source.bytes[position..<position + 3].allSatisfy { $0 == tick }
  }

  /// Behind the backquotes that close the call or comment here.
  static func callEnd(from start: Int, in span: Span) throws(Diagnostic) -> Int {
    let bytes = span.source.bytes
    let end = span.range.upperBound
    let tick = UInt8(ascii: "`")
    if isComment(at: start, in: span) {
      var position = start + 3
      while position + 2 < end {
        if bytes[position] == tick, bytes[position + 1] == tick, bytes[position + 2] == tick {
          return position + 3
        }
        position += 1
      }
      throw Diagnostic(
        .unterminatedComment, "a comment must end with three backquotes",
        at: Span(span.source, start..<(start + 3)))
    }
    var position = start + 1
    while position < end, bytes[position] != tick {
      let isQuote = bytes[position] == UInt8(ascii: "\"")
      position =
        isQuote
        ? Quoting.end(of: bytes[position], from: position, in: bytes, to: end) ?? end : position + 1
    }
    guard position < end else {
      throw Diagnostic(
        .unterminatedMacro, "a macro call must end with a backquote",
        at: Span(span.source, start..<(start + 1)))
    }
    return position + 1
  }

  private func expandCall(
    _ call: Span, into output: inout Output, depth: Int
  ) throws(Diagnostic) {
    guard depth < Self.depthLimit else {
      throw Diagnostic(
        .macroTooDeep, "macros may call macros \(Self.depthLimit) deep at most", at: call,
        label: "this call never ends")
    }
    let parsed = MacroCall(call)
    let macro = try definition(of: parsed)
    let arguments = Dictionary(zip(macro.parameters, parsed.arguments)) { first, _ in first }
    if macro.validation != nil { try evaluator.validate(macro, arguments, call: call) }
    let body =
      macro.isEval
      ? try evaluator.expansion(of: macro, arguments, call: call)
      : Self.filled(macro.body.text, arguments)
    let name = macro.body.source.name
    var inner = Output()
    let text = SourceText(name: name, text: body)
    do throws(Diagnostic) {
      try expand(text.wholeSpan, into: &inner, depth: depth + 1)
    } catch {
      throw error.inMacro(macro.name, call: call, definition: macro.body)
    }
    output.put(
      inner.bytes, for: call,
      macro: SourceText.MacroExpansion(macro: macro.name, definition: macro.body))
  }

  private func definition(of call: MacroCall) throws(Diagnostic) -> MacroDefinition {
    if let macro = macros.macro(named: call.name, arity: call.arguments.count) { return macro }
    let arities = macros.arities(of: call.name)
    if !arities.isEmpty {
      let known = arities.map { String($0) }.joined(separator: " or ")
      throw Diagnostic(
        .macroArgumentCount, "macro `\(call.name)` takes \(known) argument(s)", at: call.span,
        label: "\(call.arguments.count) given")
    }
    let guess = NearMiss.find(call.name, among: macros.macroNames)
    throw Diagnostic(
      .unknownMacro, "unknown macro `\(call.name)`", at: call.span,
      help: guess.map { "did you mean `\($0)`?" }
        ?? "define it in a content folder's `macros/`, in the project file, or with --macro")
  }

  /// The body with `$name$` replaced.
  package static func filled(_ body: String, _ arguments: [String: String]) -> String {
    arguments.reduce(body) { $0.replacing("$\($1.key)$", with: $1.value) }
  }
}

extension Diagnostic {
  /// The same, told at the call of the macro that it was found in.
  fileprivate func inMacro(_ name: String, call: Span, definition: Span) -> Diagnostic {
    let note = Note("in the expansion of macro `\(name)`", at: definition)
    let isRepeated = notes.first?.message == note.message
    return Diagnostic(
      code, message, at: call, label: label, help: help, notes: (isRepeated ? [] : [note]) + notes,
      severity: severity)
  }
}

/// `` `name(a, "b, c")` ``
struct MacroCall {
  let name: String
  let arguments: [String]
  let span: Span

  init(_ span: Span) {
    self.span = span
    let inside = Span(span.source, (span.range.lowerBound + 1)..<(span.range.upperBound - 1))
    let text = inside.text
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close
    else {
      name = text.trimmed
      arguments = []
      return
    }
    name = String(text[..<open]).trimmed
    arguments = Self.split(String(text[text.index(after: open)..<close]))
  }

  /// Arguments between commas outside quotes and brackets; the quotes around one do not belong
  /// to it.
  private static func split(_ text: String) -> [String] {
    guard !text.trimmed.isEmpty else { return [] }
    var parts: [String] = [""]
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    for character in text {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted {
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        if character == ",", depth == 0 {
          parts.append("")
          continue
        }
      }
      parts[parts.count - 1].append(character)
    }
    return parts.map { part in
      let trimmed = part.trimmed
      guard trimmed.count >= 2, trimmed.hasPrefix("\""), trimmed.hasSuffix("\"")
      else { return trimmed }
      let inside = trimmed.dropFirst().dropLast()
      return Quoting.unescaped(inside.utf8, quote: UInt8(ascii: "\""))
    }
  }
}

extension String {
  var trimmed: String {
    let isBlank = { (character: Character) in character.isWhitespace }
    let head = drop(while: isBlank)
    guard let last = head.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(head[...last])
  }
}
