/// A part of the program that must stand any input.
package protocol FuzzTarget {
  /// Runs one input through the part.
  ///
  /// Errors: `FuzzFailure` when something that must hold does not; what is wrong with the input
  /// itself is no error.
  func run(_ input: [UInt8]) throws(FuzzFailure)
}

/// What must hold and does not.
package struct FuzzFailure: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

/// The targets by name.
package enum FuzzTargetName: String, CaseIterable, Sendable {
  case search, events, content

  package func makeTarget() throws(FuzzFailure) -> any FuzzTarget {
    switch self {
    case .search: try SearchTarget()
    case .events: try EventsTarget()
    case .content: ContentTarget()
    }
  }

  /// Words that a mutated input gets.
  var words: [String] {
    switch self {
    case .search: SearchWords.all
    case .events: Self.eventWords
    case .content: Self.contentWords
    }
  }

  private static let eventWords =
    [
      "{", "}", "[", "]", "\"", ":", ",", "\\", "\n", "\r\n", "\\u0000", "\\ud800", "\u{FEFF}",
      "null", "true", "\"items\":[", "\"kind\":\"EventList\"", "\"logEvents\":[", "\"records\":[",
      "\"event\":{", "\"log\":\"", "\"message\":\"", "\"time\":", "stdout F ", "stderr P ",
      "2026-01-01T00:00:00.000000Z", "\"timestamp\":", "\u{1F}\u{8B}", "{}", "[]", "\u{0}", " ",
      "\"fields\":{", "\"metric_name:a\":1", "key=value ", "\"a\":[[[[", "{\"a\":{\"a\":",
    ] + Mutator.numbers

  private static let contentWords =
    [
      "name: ", "search: ", "id: ", "type: TTP", "tags:\n  ", "- ", "|\n  ", ">-\n  ", "'", "\"",
      "{", "}", "[", "]", ": ", "\n", "  ", "\t", "&a ", "*a", "!!int ", "---\n", "...\n", "<<: *a",
      "? ", "# ", "%YAML 1.2\n", "null", "~", "yes", "definition: ", "arguments:\n  - ", "rba:\n",
      "risk_objects:\n  - ", "score: ", "message: $user$", "fields:\n", "tests:\n- name: ",
      "cron_schedule: 0 * * * *", "earliest_time: -70m@m", "filename: a.csv", "\u{0}", "\u{85}",
    ] + Mutator.numbers
}
