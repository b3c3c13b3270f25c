extension Diagnostic {
  /// The diagnostic as a person reads it: the place, the line, a caret, the way out.
  package func rendered() -> String {
    var lines = ["\(severity.rawValue)[\(code.rawValue)]: \(message)"]
    var expansionNotes: [Note] = []
    if let span {
      let root = span.root
      lines += Self.excerpt(root.span, label: label)
      expansionNotes = root.expansions.reversed().map { expansion in
        Note("in the expansion of macro `\(expansion.macro)`", at: expansion.definition)
      }
    } else if let label {
      lines.append("  = note: \(label)")
    }
    for note in expansionNotes + notes {
      lines.append("  = note: \(note.message)")
      if let place = note.span?.position {
        lines.append("    at \(place.source):\(place.line):\(place.column)")
      }
    }
    if let help { lines.append("  = help: \(help)") }
    return lines.joined(separator: "\n")
  }

  private static func excerpt(_ span: Span, label: String?) -> [String] {
    let source = span.source
    let line = source.line(at: span.range.lowerBound)
    let position = span.position
    let number = String(line.number)
    let gutter = String(repeating: " ", count: number.count)
    let window = Window(source: source, line: line.range, span: span.range)
    let tail = label.map { " " + $0 } ?? ""
    return [
      "\(gutter)--> \(position.source):\(position.line):\(position.column)",
      "\(gutter) |",
      "\(number) | \(window.text)",
      "\(gutter) | \(window.underline)\(tail)",
    ]
  }

  /// The part of a long line around a span; searches are often one line of a thousand characters.
  private struct Window {
    static let before = 60
    static let width = 110

    let text: String
    let underline: String

    init(source: SourceText, line: Range<Int>, span: Range<Int>) {
      let end = min(max(span.upperBound, span.lowerBound), line.upperBound)
      let head = Array(source.string(line.lowerBound..<span.lowerBound))
      let marked = Array(source.string(span.lowerBound..<max(end, span.lowerBound)))
      let rest = Array(source.string(max(end, span.lowerBound)..<line.upperBound))
      let isCut = head.count + marked.count + rest.count > Self.width
      let shownHead = isCut && head.count > Self.before ? Array(head.suffix(Self.before)) : head
      let room = max(Self.width - shownHead.count, 20)
      let shownMarked = Array(marked.prefix(room))
      let shownRest = isCut ? Array(rest.prefix(max(room - shownMarked.count, 0))) : rest
      let lead = shownHead.count < head.count ? "…" : ""
      let cut = shownMarked.count < marked.count || shownRest.count < rest.count ? "…" : ""
      let blank = { (characters: [Character]) in
        String(characters.map { $0 == "\t" ? "\t" : " " })
      }
      let shown = lead + String(shownHead + shownMarked + shownRest) + cut
      text = VisibleText.aligned(shown.replacing("\r", with: " "))
      underline =
        String(repeating: " ", count: lead.count) + blank(shownHead)
        + String(repeating: "^", count: max(shownMarked.count, 1))
    }
  }
}
