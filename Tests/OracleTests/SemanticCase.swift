import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLLibrary
import SPLSyntax
import SearchEngine

/// A search and the rows that its documentation says it gives.
///
/// Source: `../shared/oracle/README.md`.
struct SemanticCase {
  let id: String
  let json: JSONValue
  let spl: String
  let commands: [String]

  init?(_ json: JSONValue) {
    guard let id = json["id"]?.text, let spl = json["spl"]?.text,
      ["high", "medium"].contains(json["confidence"]?.text ?? "")
    else { return nil }
    self.id = id
    self.json = json
    self.spl = spl
    commands = json["commands"]?.values ?? []
  }

  static let all = SharedFolder.lines("oracle/semantic.jsonl").compactMap { SemanticCase($0) }

  /// Those whose commands all run here.
  static let supported: [SemanticCase] = {
    let names = Set(CommandRegistry.names)
    return all.filter { names.isSuperset(of: $0.commands) }
  }()

  /// Why the case does not hold; nil when it does.
  func failure() -> String? {
    do {
      return mismatch(try table())
    } catch let diagnostic as Diagnostic {
      return diagnostic.rendered()
    } catch {
      return "\(error)"
    }
  }

  private func table() throws -> ResultTable {
    let environment = SearchEnvironment(
      now: 1_767_225_600, zone: try TimeZoneRules.named(json["tz"]?.text ?? "UTC"))
    var compiler = SearchCompiler(
      knowledge: CaseLookups(json), environment: environment, givenRows: givenRows())
    compiler.subsearchSource = (NoEvents(), Cancellation())
    let search = try compiler.compile(SourceText(name: id, text: spl).wholeSpan)
    let job = SearchJob(plan: search.plan, environment: environment)
    return ResultTable(try job.run(over: NoEvents()).batches)
  }

  private func givenRows() -> LiteralRows? {
    var rows: [[(field: String, values: [String])]] = []
    if let expand = json["setup_expand"], let field = expand["field"]?.text {
      for (value, count) in expand["counts"]?.members ?? [] {
        let row = [(field: field, values: [value])]
        rows += Array(repeating: row, count: Int(count.number ?? 0))
      }
    } else if let events = json["setup_events"]?.list {
      rows = events.map { event in
        (event.members ?? []).map { (field: $0.key, values: $0.value.values) }
      }
    } else {
      return nil
    }
    return LiteralRows(summary: "of the case", rows: rows)
  }

  private func mismatch(_ table: ResultTable) -> String? {
    let expectation = RowExpectation(json)
    let rows = table.rows.map { row in
      expectation.fields.map { field in
        table.fields.firstIndex(of: field).map { row[$0] } ?? []
      }
    }
    return expectation.mismatch(rows)
  }
}

/// The lookups that a case brings along.
private struct CaseLookups: KnowledgeProvider {
  private let tables: [String: LookupTable]

  init(_ json: JSONValue) {
    var tables: [String: LookupTable] = [:]
    for (name, content) in json["lookups"]?.members ?? [] {
      let rows: [[String]]
      if let csv = content.text {
        rows = CSVTable(csv).rows
      } else {
        let objects = content.list?.compactMap { $0.members } ?? []
        var header: [String] = []
        for key in objects.joined().map({ $0.key }) where !header.contains(key) {
          header.append(key)
        }
        rows =
          [header]
          + objects.map { row in
            header.map { key in row.first { $0.key == key }?.value.text ?? "" }
          }
      }
      tables[name] = LookupTable(
        definition: LookupDefinition(name: name, matching: Self.matching(json, name)),
        fields: rows.first ?? [], rows: Array(rows.dropFirst()))
    }
    self.tables = tables
  }

  /// `match_type: CIDR(ip), WILDCARD(host)`
  private static func matching(
    _ json: JSONValue, _ name: String
  ) -> [String: LookupDefinition.Matching] {
    let text = json["lookup_defs"]?[name]?["match_type"]?.text ?? ""
    var matching: [String: LookupDefinition.Matching] = [:]
    for match in text.matches(of: /(\w+)\(([^)]+)\)/) {
      matching[String(match.2)] = match.1.lowercased() == "cidr" ? .cidr : .wildcard
    }
    return matching
  }

  var lookupNames: [String] { tables.keys.sorted() }
  var geoDatabase: (any GeoDatabase)? { nil }

  func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable? {
    tables[name]
  }
}

/// A source without events, for searches that bring their rows.
struct NoEvents: EventSource {
  func scan(_ requests: [ScanRequest], cancellation: Cancellation) throws -> ScanReport {
    ScanReport()
  }
}
