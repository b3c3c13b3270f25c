import Diagnostics

/// The lines of each key of a block mapping, comments included.
struct KeyBlocks {
  struct Block {
    let key: String
    let value: YAMLNode
    /// In the source.
    let range: Range<Int>
    /// Whole lines, without the mapping's own indentation.
    let lines: [String]
  }

  let blocks: [Block]

  /// Errors: a mapping whose keys do not each start a line.
  init(_ node: YAMLNode, in range: Range<Int>, of source: SourceText) throws(Diagnostic) {
    let pairs = node.pairs.sorted { $0.keyOffset < $1.keyOffset }
    var starts: [Int] = []
    var indent = 0
    for pair in pairs {
      let line = source.line(at: pair.keyOffset).range
      let before = source.bytes[line.lowerBound..<pair.keyOffset]
      guard before.allSatisfy({ $0 == UInt8(ascii: " ") }) else {
        throw Diagnostic(
          .unknownShape, "only keys that each start a line can be moved",
          at: Span(source, pair.keyOffset..<pair.keyOffset + 1),
          help: "write the mapping a key a line")
      }
      indent = before.count
      starts.append(
        Self.withComments(line.lowerBound, after: starts.last ?? range.lowerBound, source))
    }
    if !starts.isEmpty { starts[0] = range.lowerBound }
    let ends = starts.dropFirst() + [range.upperBound]
    blocks = zip(pairs, zip(starts, ends)).map { pair, range in
      let text = source.string(range.0..<max(range.0, range.1))
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
      return Block(
        key: pair.key, value: pair.value, range: range.0..<max(range.0, range.1),
        lines: lines.map { Self.dedented($0, indent) })
    }
  }

  subscript(key: String) -> Block? { blocks.last { $0.key == key } }

  /// The first of the comment lines right above a line.
  private static func withComments(_ start: Int, after floor: Int, _ source: SourceText) -> Int {
    var start = start
    while start > floor {
      let line = source.line(at: start - 1).range
      let text = source.bytes[line].drop { $0 == UInt8(ascii: " ") }
      guard text.first == UInt8(ascii: "#"), line.lowerBound > floor else { return start }
      start = line.lowerBound
    }
    return start
  }

  private static func dedented(_ line: String, _ count: Int) -> String {
    let blanks = line.prefix { $0 == " " }.count
    return String(line.dropFirst(min(blanks, count)))
  }
}
