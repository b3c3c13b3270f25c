/// A text that a person wrote and that diagnostics point into: a search, a macro, a content file.
///
/// A text made from others (a macro expansion, a YAML scalar) keeps `pieces` that lead back to
/// where each part was written, so a span is never lost.
package final class SourceText: Sendable {
  /// Where a range of this text was written.
  package struct Piece: Sendable {
    /// The bytes of this text that the piece covers.
    package let range: Range<Int>
    /// Where they were written.
    package let origin: Span
    /// True when byte *n* of the piece is byte *n* of the origin; false when the whole piece
    /// stands for the whole origin, as a macro's body stands for its call.
    package let isVerbatim: Bool
    /// The macro that put the text here, if one did.
    package let expansion: MacroExpansion?

    package init(
      range: Range<Int>, origin: Span, isVerbatim: Bool, expansion: MacroExpansion? = nil
    ) {
      self.range = range
      self.origin = origin
      self.isVerbatim = isVerbatim
      self.expansion = expansion
    }
  }

  /// The macro behind a piece of an expanded text.
  package struct MacroExpansion: Sendable {
    package let macro: String
    /// Where the macro is defined, when that is known.
    package let definition: Span?

    package init(macro: String, definition: Span?) {
      self.macro = macro
      self.definition = definition
    }
  }

  /// What a person calls this text: a file name or `<search>`.
  package let name: String
  package let bytes: [UInt8]
  /// Sorted by range; empty for a text that was written as it is.
  package let pieces: [Piece]

  package init(name: String, bytes: [UInt8], pieces: [Piece] = []) {
    self.name = name
    self.bytes = bytes
    self.pieces = pieces
  }

  package convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package var wholeSpan: Span { Span(self, 0..<bytes.count) }

  package func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The piece that holds a byte offset, if this text was made from others.
  func piece(at offset: Int) -> Piece? {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < pieces.count, pieces[low].range.contains(offset) else { return nil }
    return pieces[low]
  }
}
