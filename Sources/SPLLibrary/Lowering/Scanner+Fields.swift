package import Diagnostics
import EventModel
package import SPLSyntax

extension Scanner {
  /// Field names between blanks or commas up to the end or a stop word.
  package mutating func fieldList(
    until stops: Set<String> = []
  ) throws(Diagnostic) -> [Word] {
    var fields: [Word] = []
    while !isAtEnd {
      if skip(",") { continue }
      if let next = peekWord(), !next.isQuoted, stops.contains(next.lowercased) { break }
      guard let field = try fieldName() else {
        throw unexpectedArgument("a list of fields")
      }
      fields.append(field)
    }
    return fields
  }

  /// "This cannot stand here", told at the next byte.
  package func unexpectedArgument(_ expected: String) -> Diagnostic {
    var copy = self
    copy.skipSpace()
    let start = copy.position
    copy.advance()
    return Diagnostic(
      .unexpectedToken, "\(expected) must stand here", at: copy.span(from: start),
      label: "not expected")
  }

  /// Fails unless everything was read.
  package mutating func expectEnd(_ call: CommandCall) throws(Diagnostic) {
    guard isAtEnd else {
      var copy = self
      let extra = (try? copy.word())?.span ?? copy.rest
      throw Diagnostic(
        .invalidArgument, "`\(call.name)` takes no further arguments", at: extra,
        label: "one too many")
    }
  }
}

extension Word {
  /// The names that a word stands for: two backslashes of a word without quotes are one, as they
  /// are in quotes.
  ///
  /// Source: Splunk Search Reference, `fields` and `rename`.
  var fieldPattern: WildcardPattern {
    WildcardPattern(isQuoted ? text : text.replacing("\\\\", with: "\\"))
  }

  /// Source: Splunk Search Reference, `stats` and "Understanding SPL syntax": no wildcards in BY.
  func refuseWildcard(behind keyword: String) throws(Diagnostic) {
    guard WildcardPattern(text).hasWildcard else { return }
    throw Diagnostic(
      .invalidArgument, "a field behind `\(keyword)` is named in full, without `*`", at: span,
      help: "name each field")
  }
}

extension CommandCall {
  /// "Something is missing", told at the command's name.
  package func missing(_ what: String) -> Diagnostic {
    Diagnostic(
      .missingArgument, "`\(name)` needs \(what)", at: nameSpan.range.isEmpty ? span : nameSpan)
  }

  /// "There is no such option", with the nearest one.
  package func unknownOption(_ option: CommandOption, among known: [String]) -> Diagnostic {
    let guess = NearMiss.find(option.key, among: known)
    return Diagnostic(
      .unknownOption, "`\(name)` has no option `\(option.name.text)`", at: option.name.span,
      help: guess.map { "did you mean `\($0)`?" }
        ?? "it has \(known.map { "`\($0)`" }.joined(separator: ", "))")
  }
}
