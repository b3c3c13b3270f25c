import Diagnostics

/// Finds, for each byte of a decoded scalar, the bytes of the file it was written as.
///
/// The walk follows the decoded text, so it never has to decide what YAML means, only where it
/// stands. Where the two part ways, the rest stands for the whole scalar.
struct ScalarAligner {
  private let source: SourceText
  private let decoded: [UInt8]
  private let style: YAMLScalar.Style
  private let start: Int
  private var position: Int
  private var index = 0
  private var pieces: [SourceText.Piece] = []

  private var file: [UInt8] { source.bytes }

  init(_ scalar: YAMLScalar, at offset: Int, in source: SourceText) {
    self.source = source
    decoded = Array(scalar.text.utf8)
    style = scalar.style
    start = offset
    position = offset
  }

  /// The decoded text, every byte of which leads back to the file.
  static func text(_ scalar: YAMLScalar, at offset: Int, in source: SourceText) -> SourceText {
    var aligner = ScalarAligner(scalar, at: offset, in: source)
    let pieces = aligner.align()
    return SourceText(name: source.name, bytes: aligner.decoded, pieces: pieces)
  }

  private mutating func align() -> [SourceText.Piece] {
    skipProperties()
    switch style {
    case .plain, .singleQuoted, .doubleQuoted: alignFlow()
    case .literal: alignLiteral()
    case .folded: alignFolded()
    }
    if index < decoded.count {
      let end = max(lineEnd(min(position, file.count)), start)
      pieces.append(
        .init(range: index..<decoded.count, origin: Span(source, start..<end), isVerbatim: false))
    }
    return pieces
  }

  // MARK: Pieces

  private mutating func verbatim(_ count: Int) {
    guard count > 0 else { return }
    var lower = index
    var origin = position
    if let last = pieces.last, last.isVerbatim, last.origin.range.upperBound == position {
      lower = last.range.lowerBound
      origin = last.origin.range.lowerBound
      pieces.removeLast()
    }
    index += count
    position += count
    pieces.append(
      .init(range: lower..<index, origin: Span(source, origin..<position), isVerbatim: true))
  }

  /// `count` decoded bytes stand for the file's bytes up to `end`.
  private mutating func replaced(_ count: Int, upTo end: Int) {
    let end = min(end, file.count)
    if count > 0 {
      pieces.append(
        .init(
          range: index..<index + count, origin: Span(source, position..<end), isVerbatim: false))
    }
    index += count
    position = end
  }

  // MARK: Reading

  private func isBlank(_ offset: Int) -> Bool {
    offset < file.count && (file[offset] == 0x20 || file[offset] == 0x09)
  }

  private func breakLength(_ offset: Int) -> Int {
    offset < file.count ? LineTable.breakLength(in: file, at: offset) : 0
  }

  private func skippingBlanks(_ offset: Int) -> Int {
    var offset = offset
    while isBlank(offset) { offset += 1 }
    return offset
  }

  private func lineEnd(_ offset: Int) -> Int {
    var offset = offset
    while offset < file.count, breakLength(offset) == 0 { offset += 1 }
    return offset
  }

  /// How many of the decoded bytes from here on are this one.
  private func run(of byte: UInt8) -> Int {
    decoded[index...].prefix { $0 == byte }.count
  }

  /// Anchors and tags stand before the scalar.
  private mutating func skipProperties() {
    while position < file.count,
      file[position] == UInt8(ascii: "&") || file[position] == UInt8(ascii: "!")
    {
      while position < file.count, !isBlank(position), breakLength(position) == 0 { position += 1 }
      position = skippingBlanks(position)
    }
  }

  // MARK: Plain and quoted

  private mutating func alignFlow() {
    if style != .plain { position += 1 }
    while index < decoded.count, position < file.count {
      if isBlank(position) || breakLength(position) > 0, let fold = fold(from: position) {
        guard consume(fold) else { return }
      } else if style == .singleQuoted, file[position] == UInt8(ascii: "'") {
        guard decoded[index] == file[position] else { return }
        replaced(1, upTo: position + 2)
      } else if style == .doubleQuoted, file[position] == UInt8(ascii: "\\") {
        guard consumeEscape() else { return }
      } else {
        guard file[position] == decoded[index] else { return }
        verbatim(1)
      }
    }
  }

  private struct Fold {
    let end: Int
    let breaks: Int
  }

  /// A line break with the blanks and empty lines around it, if one starts here.
  private func fold(from offset: Int) -> Fold? {
    var end = skippingBlanks(offset)
    var breaks = 0
    while case let length = breakLength(end), length > 0 {
      end = skippingBlanks(end + length)
      breaks += 1
    }
    return breaks > 0 ? Fold(end: end, breaks: breaks) : nil
  }

  private mutating func consume(_ fold: Fold) -> Bool {
    let count = max(fold.breaks - 1, 1)
    guard run(of: fold.breaks == 1 ? 0x20 : 0x0A) >= count else { return false }
    replaced(count, upTo: fold.end)
    return true
  }

  private mutating func consumeEscape() -> Bool {
    if breakLength(position + 1) > 0, let fold = fold(from: position + 1) {
      let count = fold.breaks - 1
      guard run(of: 0x0A) >= count else { return false }
      replaced(count, upTo: fold.end)
      return true
    }
    guard position + 1 < file.count else { return false }
    let length =
      switch file[position + 1] {
      case UInt8(ascii: "x"): 4
      case UInt8(ascii: "u"): 6
      case UInt8(ascii: "U"): 10
      default: 2
      }
    let width =
      switch decoded[index] {
      case 0xF0...: 4
      case 0xE0...: 3
      case 0xC0...: 2
      default: 1
      }
    guard index + width <= decoded.count, position + length <= file.count else { return false }
    replaced(width, upTo: position + length)
    return true
  }

  // MARK: Blocks

  private mutating func skipHeader() {
    position = lineEnd(position)
    position += breakLength(position)
  }

  private mutating func alignLiteral() {
    skipHeader()
    while index < decoded.count {
      let end = decoded[index...].firstIndex(of: 0x0A) ?? decoded.count
      let skip = lineEnd(position) - position - (end - index)
      guard skip >= 0, skippingBlanks(position) >= position + skip else { return }
      let content = position + skip
      guard file[content..<content + end - index].elementsEqual(decoded[index..<end]) else {
        return
      }
      position = content
      verbatim(end - index)
      guard end < decoded.count else { return }
      consumeBreak(1)
    }
  }

  private mutating func consumeBreak(_ count: Int) {
    let length = breakLength(position)
    let isPlain = count == 1 && length == 1 && file[position] == 0x0A
    if isPlain { verbatim(1) } else { replaced(count, upTo: position + length) }
  }

  private mutating func alignFolded() {
    skipHeader()
    var indent: Int?
    while index < decoded.count {
      let newlines = run(of: 0x0A)
      let gap = newlines > 0 || indent == nil ? newlines : run(of: 0x20) > 0 ? 1 : 0
      if gap == 0, indent != nil { return }
      if index + gap == decoded.count { return consumeBreak(gap) }
      let line = nextContentLine()
      let leading = skippingBlanks(line) - line
      let width = indent ?? leading - decoded[(index + gap)...].prefix { $0 == 0x20 }.count
      guard width >= 0, width <= leading else { return }
      indent = width
      replaced(gap, upTo: line + width)
      let rest = lineEnd(position) - position
      guard file[position..<position + rest].elementsEqual(decoded[index...].prefix(rest)) else {
        return
      }
      verbatim(rest)
    }
  }

  /// The start of the next line that is not blank.
  private func nextContentLine() -> Int {
    var line = position
    while case let end = skippingBlanks(line), case let length = breakLength(end), length > 0 {
      line = end + length
    }
    return line
  }
}
