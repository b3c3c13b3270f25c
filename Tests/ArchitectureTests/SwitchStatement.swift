/// One `switch` in stripped code: the labels of its own cases.
struct SwitchStatement {
  /// One-based.
  let line: Int
  /// What stands between `case` and its colon.
  let labels: [String]
  let hasDefault: Bool

  /// The enum cases that the labels name, such as `aggregate`.
  var caseNames: Set<String> {
    Set(labels.flatMap { label in label.matches(of: /(?:^|[\s,(])\.(\w+)/).map { String($0.1) } })
  }

  static func all(in code: String) -> [SwitchStatement] {
    let bytes = Array(code.utf8)
    return code.matches(of: /\bswitch\b/).compactMap { match in
      let start = code.utf8.distance(from: code.startIndex, to: match.range.upperBound)
      return SwitchStatement(bytes, from: start)
    }
  }

  /// Reads the body by its brackets; closures in the subject are passed over with round ones.
  private init?(_ bytes: [UInt8], from start: Int) {
    var depth = 0
    var round = 0
    var line = 1 + bytes[..<start].count { $0 == UInt8(ascii: "\n") }
    self.line = line
    var labels: [String] = []
    var hasDefault = false
    var position = start
    var word = ""
    var label: String?
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      let character = Character(UnicodeScalar(byte))
      if byte == UInt8(ascii: "\n") { line += 1 }
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") { round += 1 }
      if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") { round -= 1 }
      if byte == UInt8(ascii: "{"), round == 0 { depth += 1 }
      if byte == UInt8(ascii: "}"), round == 0 {
        depth -= 1
        if depth == 0 { break }
      }
      if label != nil {
        if byte == UInt8(ascii: ":"), round == 0 {
          labels.append(label ?? "")
          label = nil
        } else {
          label?.append(character)
        }
        continue
      }
      if character.isLetter || character == "_" || character == "@" {
        word.append(character)
        continue
      }
      if depth == 1, round == 0 {
        if word == "case" { label = String(character) }
        if word == "default", byte == UInt8(ascii: ":") { hasDefault = true }
      }
      word = ""
    }
    self.labels = labels
    self.hasDefault = hasDefault
  }
}
