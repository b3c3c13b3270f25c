package import Diagnostics

/// The canonical layout of a search: a command a line, long commands wrapped, keywords in upper
/// case. Macros and comments stay as they are written, and the search means the same.
///
/// Laid out again it stays as it is.
package struct SearchLayout {
  /// Units: columns.
  static let width = 100

  private var output = ""
  private var column = 0

  /// The search in canonical layout, without a line feed at its end.
  ///
  /// Errors: a quote, bracket, macro call or comment that is not closed.
  package static func laidOut(_ search: Span) throws(Diagnostic) -> String {
    var pipeline = try LayoutReader.read(search)
    pipeline.commands = pipeline.commands.map { LayoutKeywords.applied(to: $0) }
    var layout = SearchLayout()
    layout.write(pipeline, reserve: 0)
    return layout.output
  }

  private mutating func put(_ text: String) {
    output += text
    if let last = text.lastIndex(of: "\n") {
      column = text[last...].count - 1
    } else {
      column += text.count
    }
  }

  private mutating func breakLine(to indent: Int) {
    output += "\n" + String(repeating: " ", count: indent)
    column = indent
  }

  /// `reserve`: columns that must stay free behind the last word.
  private mutating func write(_ pipeline: WrittenPipeline, reserve: Int) {
    let base = column
    for comment in pipeline.leading {
      put(comment)
      breakLine(to: base)
    }
    let indent = pipeline.startsWithPipe ? base : base + 2
    for (index, command) in pipeline.commands.enumerated() {
      if index > 0 { breakLine(to: indent) }
      if index > 0 || pipeline.startsWithPipe { put(command.items.isEmpty ? "|" : "| ") }
      write(command, indent: indent + 2, reserve: reserve)
    }
  }

  private mutating func write(_ command: WrittenCommand, indent: Int, reserve: Int) {
    let width = Self.width - reserve
    if let line = command.line, column + line.count <= width { return put(line) }
    var indent = indent
    var mustBreak = false
    let chunks = command.chunks
    let firstArgument = chunks.first?.items[0].text == command.name ? 1 : 0
    for (index, chunk) in chunks.enumerated() {
      let clause = chunk.clause(of: command)
      if index > 0 {
        let isForced = mustBreak || chunk.startsLine || clause != nil
        let room = width - column - 1
        if isForced || breaks(chunks, index, behind: firstArgument, room, width - indent) {
          breakLine(to: indent)
        } else {
          put(" ")
        }
      }
      if clause == .grouping { indent += 3 }
      write(chunk)
      mustBreak = chunk.endsLine
    }
  }

  /// Whether a chunk starts a line: it does not fit, or the brackets that it opens would fit if
  /// it did. The first argument stays behind the name of its command.
  private func breaks(
    _ chunks: [WrittenChunk], _ index: Int, behind firstArgument: Int, _ room: Int, _ width: Int
  ) -> Bool {
    guard let length = chunks[index].line?.count else { return chunks[index].startsWithSubsearch }
    guard index > firstArgument else { return false }
    if length > room { return true }
    guard chunks[index].depthChange > 0 else { return false }
    var total = length
    var depth = chunks[index].depthChange
    for chunk in chunks[(index + 1)...] where depth > 0 {
      guard let line = chunk.line else { return false }
      total += 1 + line.count
      depth += chunk.depthChange
    }
    return total > room && total <= width
  }

  private mutating func write(_ chunk: WrittenChunk) {
    if let line = chunk.line { return put(line) }
    for (index, item) in chunk.items.enumerated() {
      if index > 0, !item.isGlued { put(" ") }
      switch item.content {
      case .text(let text), .comment(let text): put(text)
      case .subsearch(let pipeline):
        if let line = pipeline.line {
          put(line)
        } else {
          put("[ ")
          write(pipeline, reserve: 2)
          put(" ]")
        }
      }
    }
  }
}
