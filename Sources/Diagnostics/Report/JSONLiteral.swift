/// Texts as JSON writes them, for what is built as text.
package enum JSONLiteral {
  /// The text in quotes, with what JSON wants escaped.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{c}": result += "\\f"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// An object of members that are JSON already; those without a value are left out.
  ///
  /// Ordering: as given.
  package static func object(_ members: [(key: String, json: String?)]) -> String {
    let written = members.compactMap { member in
      member.json.map { quoted(member.key) + ":" + $0 }
    }
    return "{" + written.joined(separator: ",") + "}"
  }

  /// A list of elements that are JSON already.
  package static func array(_ elements: [String]) -> String {
    "[" + elements.joined(separator: ",") + "]"
  }
}
