/// A text with `$field$` tokens.
package struct MessageTemplate: Sendable {
  package enum Part: Sendable, Equatable {
    case text(String)
    case field(String)
  }

  package let parts: [Part]

  package init(_ text: String) {
    var parts: [Part] = []
    var literal = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "$") {
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: "$"), Self.isField(inside[..<close]) else {
        literal += rest[...open]
        rest = inside
        continue
      }
      literal += rest[..<open]
      if !literal.isEmpty { parts.append(.text(literal)) }
      literal = ""
      parts.append(.field(String(inside[..<close])))
      rest = inside[inside.index(after: close)...]
    }
    literal += rest
    if !literal.isEmpty { parts.append(.text(literal)) }
    self.parts = parts
  }

  private static func isField(_ name: Substring) -> Bool {
    !name.isEmpty && !name.contains { $0.isWhitespace }
  }

  package var fields: [String] {
    parts.compactMap { part in
      switch part {
      case .text: nil
      case .field(let name): name
      }
    }
  }

  /// The text with every token replaced by the row's values; one without a value says so.
  package func filled(from row: ResultRow) -> String {
    parts.map { part in
      switch part {
      case .text(let text): return text
      case .field(let name):
        let values = row[name]
        return values.isEmpty ? "(no \(name))" : values.joined(separator: ", ")
      }
    }.joined()
  }
}
