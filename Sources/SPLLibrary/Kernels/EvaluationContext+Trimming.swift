import Diagnostics
import EventModel
import QueryPlan

extension EvaluationContext {
  /// The first argument without the characters of the second, or blanks and tabs, at its ends.
  func trimmed(
    _ arguments: [Column], left: Bool, right: Bool
  ) throws(Diagnostic) -> Column {
    try rows(of: arguments) { row in
      guard let text = arguments[0][row].singleText(in: arena) else { return .null }
      var characters = Bytes(" \t")
      if arguments.count > 1 {
        guard let given = arguments[1][row].singleText(in: arena) else { return .null }
        characters = given
      }
      return .text(Self.trim(text, of: characters, left: left, right: right))
    }
  }

  private static func trim(
    _ text: Bytes, of characters: Bytes, left: Bool, right: Bool
  ) -> Bytes {
    let set = CodePoints.split(characters)
    var start = 0
    var end = text.count
    func piece(from: Int) -> Int? {
      set.first { $0.count <= end - from && text.slice(from..<(from + $0.count)) == $0 }?.count
    }
    func piece(to: Int) -> Int? {
      set.first { $0.count <= to - start && text.slice((to - $0.count)..<to) == $0 }?.count
    }
    if left { while let count = piece(from: start) { start += count } }
    if right { while let count = piece(to: end) { end -= count } }
    return text.slice(start..<end)
  }
}
