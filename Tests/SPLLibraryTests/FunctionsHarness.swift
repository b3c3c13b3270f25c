import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLLibrary
import SPLSyntax

/// Evaluates eval expressions over one row, to test functions on their own.
struct FunctionsHarness {
  /// 2026-01-15T12:00:00Z.
  static let now = 1_768_478_400.0

  var row: [String: [String]] = [:]
  var zone = TimeZoneRules.utc
  /// How many times the row stands in the batch.
  var copies = 1

  /// The displayed text of each row's result.
  func results(_ text: String) throws -> [String?] {
    let environment = SearchEnvironment(now: Self.now, zone: zone)
    let expression = try ExpressionBinder(environment: environment, knowledge: PortsKnowledge())
      .bind(try EvalParser.parse(text: text))
    let arena = Arena()
    var batch = Batch(rowCount: copies)
    for (field, values) in row {
      let cell = arena.cell(values.map { arena.store($0) })
      batch.set(field, Column(Array(repeating: cell, count: copies), arenas: [arena]))
    }
    let column = try ExpressionEvaluator(environment: environment)
      .evaluate(expression, batch, in: arena)
    return (0..<copies).map { column[$0].string }
  }

  func result(_ text: String) throws -> String? { try results(text)[0] }

  /// The values of a multivalue result.
  func values(_ text: String) throws -> [String]? {
    try result(text).map {
      $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The rule that a call breaks, with the text that it is shown at.
  func refusal(_ text: String) -> (code: DiagnosticCode, at: String?)? {
    do {
      _ = try results(text)
      return nil
    } catch let diagnostic as Diagnostic {
      return (diagnostic.code, diagnostic.span?.text)
    } catch { return nil }
  }
}

/// The one table that examples look things up in.
struct PortsKnowledge: KnowledgeProvider {
  let lookupNames = ["ports.csv"]
  let geoDatabase: (any GeoDatabase)? = nil

  func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable? {
    guard name == "ports.csv" else { return nil }
    return LookupTable(
      definition: LookupDefinition(name: name), fields: ["port", "transport", "service"],
      rows: [["22", "tcp", "ssh"], ["53", "tcp", "domain"], ["53", "udp", "domain"]])
  }
}
