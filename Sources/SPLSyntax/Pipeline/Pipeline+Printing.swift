import Diagnostics

extension Pipeline {
  /// The search in canonical layout: one blank between words, ` | ` between commands, lower-case
  /// command names; quoted texts stay as they are. Reads back as the same search.
  package var printed: String {
    (startsWithPipe ? "| " : "") + commands.map { $0.printed }.joined(separator: " | ")
  }
}

extension CommandCall {
  package var printed: String {
    let text = Self.normalized(arguments, subsearches: subsearches)
    return text.isEmpty ? name : "\(name) \(text)"
  }

  private static func normalized(_ span: Span, subsearches: [Subsearch]) -> String {
    let bytes = span.source.bytes
    var result: [UInt8] = []
    var position = span.range.lowerBound
    let end = span.range.upperBound
    while position < end {
      let byte = bytes[position]
      if let inner = subsearches.first(where: { $0.span.range.lowerBound == position }) {
        result += Array("[ \(inner.pipeline.printed) ]".utf8)
        position = inner.span.range.upperBound
      } else if byte == UInt8(ascii: "\""),
        let close = Quoting.end(of: byte, from: position, in: bytes, to: end)
      {
        result += bytes[position..<close]
        position = close
      } else if byte == UInt8(ascii: "\\"), position + 1 < end {
        result += bytes[position...(position + 1)]
        position += 2
      } else if ByteClass.isSpace(byte) {
        while position < end, ByteClass.isSpace(bytes[position]) { position += 1 }
        result.append(UInt8(ascii: " "))
      } else {
        result.append(byte)
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
