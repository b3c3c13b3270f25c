package import Diagnostics

extension DrilldownSearch {
  private static let original = "%original_detection_search%"

  /// The search ready to run: the detection's own in place of `%original_detection_search%`, and
  /// values of a finding in place of `$field$`.
  ///
  /// Shape: a value stands between double quotes, one of several as a list: behind `IN` with commas,
  /// elsewhere with `OR`. A field without values leaves its token as it is.
  /// Source: Splunk Enterprise Security, drill-down searches of findings.
  package func filled(
    _ detection: Span, values: (_ field: String) -> [String]
  ) -> SourceText {
    let text = filled(search, values)
    return SourceText(
      name: name, text: text.replacing(Self.original, with: detection.text))
  }

  private func filled(_ text: String, _ values: (String) -> [String]) -> String {
    var result = ""
    var rest = text[...]
    while let token = rest.firstMatch(of: #/\$([A-Za-z_][\w.{}-]*)\$/#) {
      result += rest[..<token.range.lowerBound]
      rest = rest[token.range.upperBound...]
      let found = values(String(token.output.1)).map { Self.escaped($0) }
      guard let first = found.first else {
        result += token.output.0
        continue
      }
      let isQuoted = result.hasSuffix("\"") && rest.hasPrefix("\"")
      if isQuoted, found.count == 1 {
        result += first
      } else {
        if isQuoted {
          result.removeLast()
          rest = rest.dropFirst()
        }
        result += Self.list(found, isInList: Self.endsInList(result))
      }
    }
    return result + rest
  }

  private static func list(_ values: [String], isInList: Bool) -> String {
    let quoted = values.map { "\"\($0)\"" }
    guard quoted.count > 1, !isInList else { return quoted.joined(separator: ", ") }
    return "(" + quoted.joined(separator: " OR ") + ")"
  }

  /// Whether a text ends within `field IN (`.
  private static func endsInList(_ text: String) -> Bool {
    guard let open = text.lastIndex(of: "("), !text[open...].contains(")") else { return false }
    let before = text[..<open].trimmingSuffix(while: { $0 == " " })
    return before.uppercased().hasSuffix(" IN")
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while test: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, test(last) { text.removeLast() }
    return text
  }
}
