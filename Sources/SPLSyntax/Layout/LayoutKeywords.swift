/// Puts keywords in upper case, where a word can be nothing else.
///
/// Operators of `search` are not among them: in lower case they are words to search for.
struct LayoutKeywords {
  static let grouping: Set<String> = [
    "stats", "eventstats", "streamstats", "chart", "timechart", "tstats", "mstats", "top", "rare",
    "sistats", "sitimechart", "sichart", "geostats",
  ]
  private static let naming: Set<String> = grouping.union(["rename", "lookup", "convert"])

  /// The clauses of a command in the order they stand in; each is looked for behind the last.
  private static func clauses(_ command: String) -> [String] {
    switch command {
    case "tstats", "mstats": ["from", "where", "by"]
    case "chart", "timechart", "sichart", "sitimechart": ["over", "by"]
    case "lookup": ["output", "outputnew"]
    default: grouping.contains(command) ? ["by"] : []
    }
  }

  static func applied(to command: WrittenCommand) -> WrittenCommand {
    var command = command
    switch WrittenCommand.Freedom(command.name) {
    case .everywhere: raiseOperators(&command)
    case .outsideCalls, .outsideBrackets: raiseClauses(&command)
    case .atLineEnds: break
    }
    for index in command.items.indices {
      guard case .subsearch(var inner) = command.items[index].content else { continue }
      inner.commands = inner.commands.map { applied(to: $0) }
      command.items[index].content = .subsearch(inner)
    }
    return command
  }

  private static func raiseClauses(_ command: inout WrittenCommand) {
    var clauses = clauses(command.name)[...]
    let namesFields = naming.contains(command.name)
    var depth = 0
    var isInSearch = false
    for index in command.items.indices {
      guard let text = command.items[index].text else { continue }
      defer { depth += depthChange(text) }
      let word = text.lowercased()
      guard depth == 0, index > 1, index + 1 < command.items.count,
        !command.items[index].isGlued, !command.items[index + 1].isGlued
      else { continue }
      let isAfterName = command.items[index - 1].text?.uppercased() == "AS"
      if isAfterName { continue }
      if let place = clauses.firstIndex(of: word) {
        command.items[index].content = .text(text.uppercased())
        clauses = clauses[(place + 1)...]
        isInSearch = word == "where" || word == "by"
      } else if namesFields, !isInSearch, word == "as" {
        command.items[index].content = .text("AS")
      }
    }
  }

  private static func raiseOperators(_ command: inout WrittenCommand) {
    let operators: Set<String> = ["and", "or", "xor"]
    for index in command.items.indices.dropFirst() {
      guard let text = command.items[index].text, index + 1 < command.items.count,
        !command.items[index].isGlued, !command.items[index + 1].isGlued,
        let before = command.items[index - 1].text
      else { continue }
      let word = text.lowercased()
      let next = command.items[index + 1].text ?? "["
      if let first = next.utf8.first, "=,)<>".utf8.contains(first) { continue }
      let isBehindOperator = operators.union(["not"]).contains(before.lowercased())
      let isBehindSign = before.utf8.last.map { "=<>+-*/%.,(!".utf8.contains($0) } ?? true
      let isFirst = index == 1
      if operators.contains(word), !isFirst, !isBehindOperator, !isBehindSign {
        command.items[index].content = .text(text.uppercased())
      } else if word == "not" {
        let startsCondition = isFirst && command.name == "where"
        if startsCondition || isBehindOperator || isBehindSign || next.lowercased() == "in" {
          command.items[index].content = .text("NOT")
        }
      }
    }
  }

  /// How many more round brackets a word opens than it closes.
  static func depthChange(_ text: String) -> Int {
    let bytes = Array(text.utf8)
    var depth = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "\""), UInt8(ascii: "`"):
        let close = Quoting.end(of: bytes[index], from: index, in: bytes, to: bytes.count)
        index = (close ?? bytes.count) - 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      default: break
      }
      index += 1
    }
    return depth
  }
}
