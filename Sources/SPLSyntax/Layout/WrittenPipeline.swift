/// A search as it was written, macros and comments in their places.
struct WrittenPipeline {
  /// Comments before the pipe that the search starts with.
  var leading: [String] = []
  var startsWithPipe = false
  var commands: [WrittenCommand] = []
}

/// One command as it was written.
struct WrittenCommand {
  /// Where blanks have no meaning besides keeping words apart.
  enum Freedom {
    /// Everywhere: an expression.
    case everywhere
    /// Not between the brackets of a call, which are part of a value: a search.
    case outsideCalls
    /// Not between round brackets: `count(eval(a = 1))` names a field.
    case outsideBrackets
    /// Nowhere but at line ends: a regular expression may stand without quotes.
    case atLineEnds

    init(_ command: String) {
      switch command {
      case "eval", "where", "fieldformat": self = .everywhere
      case "search", "tstats", "mstats": self = .outsideCalls
      case "rex", "regex": self = .atLineEnds
      default: self = .outsideBrackets
      }
    }
  }

  /// Lower case; `search` where it was left out, empty where a macro stands for it.
  let name: String
  /// The name, where it was written, and the arguments.
  var items: [WrittenItem]
}

/// What blanks set apart among the words of a command.
struct WrittenItem {
  enum Content {
    case text(String)
    case comment(String)
    case subsearch(WrittenPipeline)
  }

  var content: Content
  /// No blank stands before it.
  var isGlued = false
  /// A comment that stands at the start of a line.
  var startsLine = false
  /// A comment that ends its line.
  var endsLine = false

  var text: String? {
    guard case .text(let text) = content else { return nil }
    return text
  }
}
