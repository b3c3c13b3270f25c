package import Diagnostics

/// Writes another text of a detection's search into its file; every other byte stays.
package enum SearchReplacement {
  /// The bytes of the file with the new search as a literal block.
  ///
  /// Errors: a file whose search cannot be replaced so that it reads back the same.
  package static func file(of detection: Detection, search text: String) throws(Diagnostic)
    -> [UInt8]
  {
    let old = detection.search.root.span
    let bytes = old.source.bytes
    let start = try keyStart(old)
    let end = try valueEnd(old, keyStart: start)
    let header = lineEnd(start, bytes)
    let lineFeed = header > start && bytes[header - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
    let indent = String(repeating: " ", count: indentation(old, header: header) ?? 4)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : indent + $0 }
    let block = ([key + " |-"] + lines).joined(separator: lineFeed)
    let result = Array(bytes[..<start]) + Array(block.utf8) + Array(bytes[end...])
    try check(result, is: text, for: detection, at: old)
    return result
  }

  private static let key = "search:"

  /// Where the key stands, which must start a line.
  private static func keyStart(_ old: Span) throws(Diagnostic) -> Int {
    let bytes = old.source.bytes
    var place = old.source.line(at: old.range.lowerBound).range.lowerBound
    while !bytes[place...].starts(with: key.utf8) {
      guard place > 0 else {
        throw Diagnostic(
          .unknownShape, "only a search behind `\(key)` at the start of a line can be rewritten",
          at: old)
      }
      place = old.source.line(at: place - 1).range.lowerBound
    }
    return place
  }

  /// Behind the last byte of the value, its closing quote included.
  private static func valueEnd(_ old: Span, keyStart: Int) throws(Diagnostic) -> Int {
    let bytes = old.source.bytes
    var end = min(old.range.upperBound, bytes.count)
    while end > keyStart, isBlank(bytes[end - 1]) { end -= 1 }
    let value = bytes[(keyStart + key.utf8.count)...].first { !isBlank($0) }
    if let quote = value, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
      guard let close = bytes[end...].firstIndex(where: { !isBlank($0) }), bytes[close] == quote
      else { throw comment(behind: old) }
      end = close + 1
    }
    let rest = bytes[end..<lineEnd(end, bytes)]
    guard rest.allSatisfy({ isBlank($0) }) else { throw comment(behind: old) }
    return end
  }

  private static func comment(behind old: Span) -> Diagnostic {
    Diagnostic(
      .unknownShape, "what stands behind the search on its line would be lost", at: old.end,
      help: "move a comment to a line of its own")
  }

  /// The indentation of a block as it is; nil for another kind of scalar.
  private static func indentation(_ old: Span, header: Int) -> Int? {
    let bytes = old.source.bytes
    guard old.range.lowerBound > header else { return nil }
    let line = old.source.line(at: old.range.lowerBound).range
    let count = bytes[line].prefix { $0 == UInt8(ascii: " ") }.count
    return count > 0 ? count : nil
  }

  private static func lineEnd(_ start: Int, _ bytes: [UInt8]) -> Int {
    bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func check(
    _ result: [UInt8], is text: String, for detection: Detection, at old: Span
  ) throws(Diagnostic) {
    let source = SourceText(name: old.source.name, bytes: result)
    let kind: ContentKind = detection.type == .baseline ? .baseline : .detection
    let read: Detection? =
      switch LoadedFile(source, kind: kind).item {
      case .detection(let detection), .baseline(let detection): detection
      case .macro, .lookup, .story, .dataSource, .deployment, nil: nil
      }
    guard let read, read.search.text == text, read.id == detection.id,
      read.description == detection.description
    else {
      throw Diagnostic(
        .unknownShape, "the search would not read back the same from a block", at: old,
        help: "it may hold characters that end a line in YAML; lay it out by hand")
    }
  }
}
