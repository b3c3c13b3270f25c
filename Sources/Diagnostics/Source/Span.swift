/// A range of bytes in a source text.
package struct Span: Sendable {
  package let source: SourceText
  package let range: Range<Int>

  package init(_ source: SourceText, _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  /// The text that the span covers, as it stands in its own source.
  package var text: String { source.string(range) }

  /// The smallest span that covers both; the other one must lie in the same source.
  package func joined(_ other: Span) -> Span {
    guard other.source === source else { return self }
    let lower = min(range.lowerBound, other.range.lowerBound)
    return Span(source, lower..<max(range.upperBound, other.range.upperBound))
  }

  /// An empty span right behind this one.
  package var end: Span { Span(source, range.upperBound..<range.upperBound) }
}

extension Span: Equatable {
  package static func == (a: Span, b: Span) -> Bool {
    a.source === b.source && a.range == b.range
  }
}

extension Span {
  /// The place in a text that a person wrote, and the macros that were passed through to get there.
  package struct Root: Sendable {
    package let span: Span
    package let expansions: [SourceText.MacroExpansion]
  }

  /// Follows pieces back to the written text.
  package var root: Root {
    var span = self
    var expansions: [SourceText.MacroExpansion] = []
    while !span.source.pieces.isEmpty {
      let last = max(span.range.lowerBound, span.range.upperBound - 1)
      let source = span.source
      guard
        let first = source.piece(at: span.range.lowerBound)
          ?? source.piece(at: span.range.lowerBound - 1)
      else { break }
      let end = source.piece(at: last) ?? first
      if let expansion = first.expansion { expansions.append(expansion) }
      let lower = first.start(of: span.range.lowerBound)
      let upper = max(lower, end.end(of: span.range.upperBound))
      let sameSource = first.origin.source === end.origin.source
      span = sameSource ? Span(first.origin.source, lower..<upper) : first.origin
    }
    return Root(span: span, expansions: expansions)
  }

  /// The written place as one-based line and column (in characters), for machine-readable reports.
  package var position: (source: String, line: Int, column: Int) {
    let place = root.span
    let line = place.source.line(at: place.range.lowerBound)
    let before = place.source.bytes[line.range.lowerBound..<place.range.lowerBound]
    return (place.source.name, line.number, String(decoding: before, as: UTF8.self).count + 1)
  }
}

extension SourceText.Piece {
  fileprivate func start(of offset: Int) -> Int {
    guard isVerbatim else { return origin.range.lowerBound }
    return min(origin.range.lowerBound + (offset - range.lowerBound), origin.range.upperBound)
  }

  fileprivate func end(of offset: Int) -> Int {
    guard isVerbatim else { return origin.range.upperBound }
    let end = origin.range.lowerBound + (offset - range.lowerBound)
    return min(max(end, origin.range.lowerBound), origin.range.upperBound)
  }
}

extension SourceText {
  /// One-based number and byte range (without the line end) of the line that holds an offset.
  package func line(at offset: Int) -> (number: Int, range: Range<Int>) {
    let offset = min(max(offset, 0), bytes.count)
    let newline = UInt8(ascii: "\n")
    let number = bytes[..<offset].reduce(into: 1) { if $1 == newline { $0 += 1 } }
    let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
    return (number, start..<max(start, end))
  }
}
