/// Texts for a terminal, which values of events must not write to.
///
/// Source: ECMA-48: C0, DEL and C1 control a terminal.
package enum VisibleText {
  /// Control characters as escapes, line ends and tabs among them.
  package static func oneLine(_ text: String) -> String { visible(text, keeping: "") }

  /// Control characters as escapes; line ends and tabs stay.
  package static func lines(_ text: String) -> String { visible(text, keeping: "\n\t") }

  /// Control characters but tabs as one character each, so that what is below stays below.
  package static func aligned(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isControl($0) && $0 != "\t" }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(isControl(scalar) && scalar != "\t" ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }

  private static func visible(_ text: String, keeping kept: String) -> String {
    let kept = kept.unicodeScalars
    func isHidden(_ scalar: Unicode.Scalar) -> Bool { isControl(scalar) && !kept.contains(scalar) }
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return text.unicodeScalars.map { isHidden($0) ? escaped($0) : String($0) }.joined()
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default: "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }
}
