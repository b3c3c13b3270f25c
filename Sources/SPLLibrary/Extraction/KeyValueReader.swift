import EventModel

/// Finds pairs of names and values in a text: `a=1, b="x y"`, or with other delimiters.
///
/// Source: Splunk Search Reference, `extract`: delimiters are sets of characters; a value that holds
/// a delimiter between name and value is not taken.
struct KeyValueReader: Sendable {
  /// Nil: blanks, `,`, `;`, `|` and `&`.
  var pairDelimiters: String?
  /// Nil: `=`.
  var valueDelimiters: String?
  var cleansKeys = true
  /// Nil: all pairs.
  var limit: Int?
  /// Nil: the whole text.
  var characterLimit: Int?

  func pairs(in text: Bytes) -> [(field: String, value: String)] {
    let whole = text.string
    let part = characterLimit.map { String(whole.prefix($0)) } ?? whole
    let separators = pairDelimiters ?? " \t\r\n,;|&"
    let assignments = valueDelimiters ?? "="
    var pairs: [(field: String, value: String)] = []
    for piece in Self.pieces(part, at: separators) {
      guard pairs.count < limit ?? .max else { break }
      guard let mark = piece.firstIndex(where: { assignments.contains($0) }) else { continue }
      let name = Self.trimmed(piece[..<mark])
      var value = Self.trimmed(piece[piece.index(after: mark)...])
      if value.count >= 2, value.first == "\"", value.last == "\"" {
        value = String(value.dropFirst().dropLast())
      } else if value.contains(where: { assignments.contains($0) }) {
        continue
      }
      guard !name.isEmpty, !value.isEmpty else { continue }
      pairs.append((cleansKeys ? Self.cleaned(name) : name, value))
    }
    return pairs
  }

  /// The parts between separators; one between double quotes is none.
  private static func pieces(_ text: String, at separators: String) -> [Substring] {
    var isQuoted = false
    return text.split { character in
      if character == "\"" { isQuoted.toggle() }
      return !isQuoted && separators.contains(character)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text.drop { $0.isWhitespace }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }

  /// Characters that are no letter, digit or underscore become underscores, leading ones go.
  private static func cleaned(_ name: String) -> String {
    let clean = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    return String(clean.drop { $0 == "_" || $0.isNumber })
  }
}
