package import Diagnostics
package import EventModel
package import QueryPlan

package struct CommandsFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "commands", arguments: 1...1, syntax: "commands(X)",
    summary: "The names of the commands in the text of a search.",
    examples: [
      .init(#"commands("search foo | stats count | sort count")"#, "search\nstats\nsort"),
      .init(#"commands("| makeresults")"#, "makeresults"),
      .init("commands(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.texts(of: arguments[0]) { text in
      context.arena.cell(Self.segments(text).compactMap { Self.firstWord($0) })
    }
  }

  /// The parts between pipes that stand in no quotes and no subsearch.
  private static func segments(_ text: Bytes) -> [Bytes] {
    var segments: [Bytes] = []
    var start = 0
    var depth = 0
    var isQuoted = false
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "["): depth += isQuoted ? 0 : 1
      case UInt8(ascii: "]"): depth -= isQuoted ? 0 : 1
      case UInt8(ascii: "|") where !isQuoted && depth == 0:
        segments.append(text.slice(start..<index))
        start = index + 1
      default: break
      }
      index += 1
    }
    return segments + [text.slice(start..<text.count)]
  }

  private static func firstWord(_ segment: Bytes) -> Bytes? {
    let bytes = segment.buffer
    guard let start = bytes.firstIndex(where: { $0 > 0x20 }) else { return nil }
    let end = bytes[start...].firstIndex { $0 <= 0x20 } ?? bytes.count
    return segment.slice(start..<end)
  }
}
