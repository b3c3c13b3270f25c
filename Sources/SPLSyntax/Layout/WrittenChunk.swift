/// Words that stay on one line: a comparison with its operator, `AS` with both names.
struct WrittenChunk {
  var items: [WrittenItem]

  enum Clause { case condition, grouping }

  /// The clause that the chunk starts, which starts a line of a command of several.
  func clause(of command: WrittenCommand) -> Clause? {
    guard let text = items[0].text else { return nil }
    if text == "BY", LayoutKeywords.grouping.contains(command.name) { return .grouping }
    return text == "WHERE" && ["tstats", "mstats"].contains(command.name) ? .condition : nil
  }

  var startsLine: Bool { items[0].startsLine }
  var endsLine: Bool { items.last?.endsLine ?? false }

  var startsWithSubsearch: Bool {
    if case .subsearch = items[0].content { true } else { false }
  }

  /// How many more round brackets it opens than it closes.
  var depthChange: Int {
    items.reduce(0) { $0 + LayoutKeywords.depthChange($1.text ?? "") }
  }

  /// The chunk as one line; nil when it needs several.
  var line: String? { WrittenItem.line(items) }
}

extension WrittenItem {
  /// The words as one line; nil when they need several.
  static func line(_ items: [WrittenItem]) -> String? {
    var result = ""
    for (index, item) in items.enumerated() {
      let isBroken = index > 0 && (item.startsLine || items[index - 1].endsLine)
      if isBroken { return nil }
      if index > 0, !item.isGlued { result += " " }
      switch item.content {
      case .text(let text), .comment(let text):
        if text.contains("\n") { return nil }
        result += text
      case .subsearch(let pipeline):
        guard let line = pipeline.line else { return nil }
        result += line
      }
    }
    return result
  }

  /// Whether the word belongs to the one before it.
  fileprivate func joins(_ before: WrittenItem, in command: WrittenCommand) -> Bool {
    if isGlued { return true }
    guard let last = before.text, let text, !startsLine, !before.endsLine else { return false }
    let operators: Set<String> = ["=", "==", "!=", "<", ">", "<=", ">=", "AS", "as", "IN", "LIKE"]
    if operators.contains(text) || operators.contains(last) { return true }
    if text.hasPrefix(",") || text.hasPrefix("=") || last.hasSuffix("=") { return true }
    if ["AND", "OR", "XOR", "NOT"].contains(last) || text == ")" || last == "(" { return true }
    if last == "BY" || last == "WHERE" || last == "FROM" { return true }
    return command.name == "sort" && ["-", "+"].contains(last)
  }
}

extension WrittenCommand {
  var line: String? { WrittenItem.line(items) }

  var chunks: [WrittenChunk] {
    var chunks: [WrittenChunk] = []
    for item in items {
      if let last = chunks.indices.last, let before = chunks[last].items.last,
        item.joins(before, in: self)
      {
        chunks[last].items.append(item)
      } else {
        chunks.append(WrittenChunk(items: [item]))
      }
    }
    return chunks
  }
}

extension WrittenPipeline {
  /// A subsearch of one command between its brackets; nil for a longer one.
  var line: String? {
    guard commands.count == 1, leading.isEmpty, let line = commands[0].line else { return nil }
    guard !line.isEmpty else { return startsWithPipe ? "[ | ]" : "[ ]" }
    return startsWithPipe ? "[ | \(line) ]" : "[ \(line) ]"
  }
}
