/// Where the generations keep the parts of their risk.
enum RiskPaths {
  static let objects = [
    "rba.risk_objects[].field", "finding.entity.field", "intermediate_findings.entities[].field",
  ]
  static let threats = ["rba.threat_objects[].field", "threat_objects[].field"]
  static let messages = [
    "tags.message", "rba.message", "finding.title", "intermediate_findings.entities[].message",
  ]

  /// ESCU 4: an observable that does harm, rather than one that suffers it.
  static func isAttacker(_ observable: YAMLNode) -> Bool {
    observable.nodes(at: "role[]").contains { $0.text == "Attacker" }
  }

  /// The `$field$` tokens of a text.
  ///
  /// Source: a token is a name without white space between two dollar signs.
  static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "$") {
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: "$"), close > inside.startIndex,
        !inside[..<close].contains(where: \.isWhitespace)
      else {
        rest = inside
        continue
      }
      tokens.append(String(inside[..<close]))
      rest = inside[inside.index(after: close)...]
    }
    return tokens
  }
}
