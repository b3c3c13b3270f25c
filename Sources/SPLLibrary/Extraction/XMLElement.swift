/// An element of an XML document, as `spath` sees it.
struct XMLElement: Sendable {
  /// With its prefix, as written.
  let name: String
  var attributes: [(name: String, value: String)] = []
  var children: [XMLElement] = []
  /// The text that stands in the element itself.
  var text = ""

  /// The text without the blanks around it; nil when there is none.
  var trimmedText: String? {
    var rest = text[...]
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    rest = rest.drop { $0.isWhitespace }
    return rest.isEmpty ? nil : String(rest)
  }

  /// The element as XML, without blanks between its children.
  var xml: String {
    var result = "<" + name
    for attribute in attributes {
      result += " \(attribute.name)=\"\(Self.escaped(attribute.value))\""
    }
    return result + ">" + content + "</\(name)>"
  }

  /// What stands between the tags; plain text where there are no elements.
  var innerXML: String { children.isEmpty ? trimmedText ?? "" : content }

  private var content: String {
    (trimmedText.map { Self.escaped($0) } ?? "") + children.map { $0.xml }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing("\"", with: "&quot;")
  }
}
