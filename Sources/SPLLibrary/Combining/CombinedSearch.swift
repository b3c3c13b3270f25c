import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax

/// The subsearch of a command that puts its rows to these (`append`, `appendcols`, `join`), and how
/// many of its rows are taken.
struct CombinedSearch {
  /// Source: Splunk Search Reference, `append` and `join`: rows taken by default.
  static let usualLimit = 50_000

  private static let options = ["maxout", "maxtime", "timeout"]

  let subsearch: Subsearch
  /// Rows.
  let limit: Int

  /// Reads the arguments of a call.
  ///
  /// `names`: further options, which `option` reads. `argument`: takes what else may stand here, or
  /// says that nothing does.
  init(
    _ call: CommandCall, options names: [String] = [],
    option: (CommandOption) throws(Diagnostic) -> Void = { _ in },
    argument: (inout Scanner) throws(Diagnostic) -> Bool = { _ in false }
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var found: Subsearch?
    var limit = Self.usualLimit
    while !scanner.isAtEnd {
      if let subsearch = scanner.subsearch() {
        found = subsearch
      } else if try argument(&scanner) {
        continue
      } else if let given = try scanner.option() {
        switch given.key {
        case "maxout":
          let count = try given.integer()
          limit = count == 0 ? .max : count
        // A subsearch here takes as long as it needs.
        case "maxtime", "timeout": break
        default:
          guard names.contains(given.key) else {
            throw call.unknownOption(given, among: names + Self.options)
          }
          try option(given)
        }
      } else {
        throw scanner.unexpectedArgument("an option or a subsearch")
      }
    }
    guard let found else { throw call.missing("a subsearch between brackets") }
    subsearch = found
    self.limit = limit
  }
}

extension [Batch] {
  /// The first rows, with a word to the user where there are more.
  func taken(
    _ limit: Int, by command: String, in environment: SearchEnvironment
  ) -> [Batch] {
    var taken: [Batch] = []
    var left = limit
    for batch in self where batch.rowCount > 0 {
      let part = batch.prefix(left)
      if part.rowCount < batch.rowCount {
        environment.notices.add(
          Diagnostic(
            .resultLimit, "`\(command)` took \(limit) rows and left the rest of its search",
            at: nil, help: "raise `maxout`, or make its search smaller", severity: .warning))
      }
      if part.rowCount > 0 { taken.append(part) }
      left -= part.rowCount
    }
    return taken
  }
}
