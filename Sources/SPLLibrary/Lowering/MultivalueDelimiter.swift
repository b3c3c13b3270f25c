import SPLSyntax

/// What stands between the values of a field once a command right behind makes one text of them.
///
/// Source: Splunk Search Reference, `mvcombine` (a blank, or `delim`) and `stats` (`delim`).
enum MultivalueDelimiter {
  /// The delimiter that a command set for a field; nil when it set none.
  static func text(of call: CommandCall, for field: String) -> String? {
    switch call.name {
    case "mvcombine": names(field, call) ? option(call) ?? " " : nil
    case "stats": option(call)
    default: nil
    }
  }

  private static func option(_ call: CommandCall) -> String? {
    var scanner = call.scanner
    while !scanner.isAtEnd {
      if scanner.peekOption()?.lowercased == "delim" {
        return (try? scanner.option())?.value.text
      }
      if (try? scanner.word()) == nil { scanner.advance() }
    }
    return nil
  }

  private static func names(_ field: String, _ call: CommandCall) -> Bool {
    var scanner = call.scanner
    while !scanner.isAtEnd {
      if scanner.peekOption() != nil {
        guard (try? scanner.option()) != nil else { return false }
      } else if let word = try? scanner.word() {
        return word.text == field
      } else {
        scanner.advance()
      }
    }
    return false
  }
}
