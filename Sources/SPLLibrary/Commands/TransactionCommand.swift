package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct TransactionCommand: Command {
  package static let documentation = CommandDocumentation(
    "transaction", kind: .dataset,
    syntax: """
      transaction [<field>…] [startswith=<condition>] [endswith=<condition>] [maxspan=<span>] \
      [maxpause=<span>] [maxevents=<n>] [connected=<bool>] [keepevicted=<bool>] \
      [keeporphans=<bool>] [mvlist=<bool>|<fields>] [mvraw=<bool>] [delim=<text>] [nullstr=<text>]
      """,
    summary: """
      Makes one row of events that belong together: by fields, by time, or from a first to a last \
      event. Adds `duration`, `eventcount` and `closed_txn`.
      """,
    examples: [
      "| makeresults count=2 | eval user=\"amy\" | transaction user | table user eventcount duration",
      #"""
      | makeresults count=2 | streamstats count AS n | eval what=if(n=1, "end", "begin") \#
      | transaction startswith=(what=begin) endswith=eval(what="end")
      """#,
    ])

  private static let options = [
    "startswith", "endswith", "maxspan", "maxpause", "maxevents", "connected", "keepevicted",
    "keeporphans", "mvlist", "mvraw", "delim", "nullstr", "unifyends", "fields", "maxopentxn",
    "maxopenevents", "name",
  ]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var transaction = TransactionGrouping()
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let name = scanner.peekOption() {
        switch name.lowercased {
        case "startswith": transaction.first = try condition(&scanner, plan)
        case "endswith": transaction.last = try condition(&scanner, plan)
        default:
          guard let option = try scanner.option() else { break }
          try read(option, into: &transaction, &scanner, call)
        }
      } else if let field = try scanner.word() {
        // `fields` before a list, as old searches have it.
        if field.lowercased == "fields", !field.isQuoted, scanner.peekWord() != nil { continue }
        transaction.fields.append(field.text)
      } else {
        throw scanner.unexpectedArgument("a field or an option")
      }
    }
    plan.append(.dataset(transaction))
  }

  private static func read(
    _ option: CommandOption, into transaction: inout TransactionGrouping,
    _ scanner: inout Scanner, _ call: CommandCall
  ) throws(Diagnostic) {
    switch option.key {
    case "maxspan": transaction.maximumSpan = try span(option)
    case "maxpause": transaction.maximumPause = try span(option)
    case "maxevents": transaction.maximumEvents = try option.integer(atLeast: 1)
    case "connected": transaction.isConnected = try option.boolean()
    case "keepevicted": transaction.keepsEvicted = try option.boolean()
    case "keeporphans": transaction.keepsOrphans = try option.boolean()
    case "mvraw": transaction.rendering.rawIsList = try option.boolean()
    case "delim": transaction.rendering.delimiter = option.value.text
    case "nullstr": transaction.rendering.nullText = option.value.text
    case "mvlist":
      if let isList = try? option.boolean() {
        transaction.rendering.lists = isList ? .all : .none
      } else {
        transaction.rendering.lists = .fields(try list(option, &scanner))
      }
    case "fields": transaction.fields += try list(option, &scanner)
    // What no field of an event ties is only joined by conditions, which are looked at anyway.
    case "unifyends": _ = try option.boolean()
    // Open transactions are only row numbers here, so none has to be given up for memory.
    case "maxopentxn", "maxopenevents": _ = try option.integer()
    case "name":
      throw Diagnostic(
        .unsupportedOption, "transaction types are not there, so `name` names none",
        at: option.name.span, help: "write the options of the type into the search")
    default: throw call.unknownOption(option, among: options)
    }
  }

  /// `a,b` or `"a, b"` behind an option.
  private static func list(
    _ option: CommandOption, _ scanner: inout Scanner
  ) throws(Diagnostic) -> [String] {
    var names = option.value.text.split { $0 == "," || $0 == " " }.map(String.init)
    while scanner.peek() == UInt8(ascii: ","), scanner.skip(","), let word = try scanner.word() {
      names.append(word.text)
    }
    return names
  }

  /// Nil for -1, which is no limit.
  private static func span(_ option: CommandOption) throws(Diagnostic) -> Double? {
    option.value.text.hasPrefix("-") ? nil : try option.seconds()
  }

  /// `"search terms"`, `(search terms)`, `word`, or `eval(expression)`.
  private static func condition(
    _ scanner: inout Scanner, _ plan: PlanBuilder
  ) throws(Diagnostic) -> Expression {
    let name = try scanner.word()
    _ = scanner.skip("=")
    scanner.skipSpace()
    let start = scanner.position
    var copy = scanner
    if let word = try copy.word(), !word.isQuoted, word.lowercased == "eval",
      copy.peek() == UInt8(ascii: "(")
    {
      scanner = copy
      return try plan.binder.truth(try EvalParser.parse(&scanner))
    }
    let search: SearchExpression?
    if scanner.peek() == UInt8(ascii: "\"") {
      let text = try scanner.quoted(UInt8(ascii: "\""))
      let source = SourceText(
        name: text.span.source.name, bytes: Array(text.text.utf8),
        pieces: [.init(range: 0..<text.text.utf8.count, origin: text.span, isVerbatim: false)])
      search = try SearchExpressionParser.parse(Scanner(source.wholeSpan))
    } else if scanner.peek() == UInt8(ascii: "(") {
      let end = try bracketEnd(scanner)
      while scanner.position < end { scanner.advance() }
      search = try SearchExpressionParser.parse(Scanner(scanner.span(from: start)))
    } else if try scanner.word(stops: Set(",\"|[]".utf8)) != nil {
      search = try SearchExpressionParser.parse(Scanner(scanner.span(from: start)))
    } else {
      search = nil
    }
    guard let search else {
      throw Diagnostic(
        .missingArgument, "option `\(name?.text ?? "")` needs a condition",
        at: name?.span ?? scanner.rest)
    }
    var binder = plan.searchBinder
    return try binder.bind(search)
  }

  /// Behind the bracket that closes the one here.
  private static func bracketEnd(_ scanner: Scanner) throws(Diagnostic) -> Int {
    var copy = scanner
    var depth = 0
    while let byte = copy.peek() {
      if byte == UInt8(ascii: "\"") {
        _ = try copy.quoted(byte)
        continue
      }
      copy.advance()
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return copy.position }
    }
    throw Diagnostic(
      .unbalancedBracket, "a bracket must be closed with `)`",
      at: Span(scanner.source, scanner.position..<(scanner.position + 1)),
      label: "this bracket is never closed")
  }
}
