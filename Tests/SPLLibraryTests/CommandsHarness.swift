import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLLibrary
import SPLSyntax
import Testing

/// Runs a search over a few given rows, to test commands from text to rows.
struct CommandsHarness {
  /// 2026-01-15T12:00:00Z.
  static let now = 1_768_478_400.0

  var rows: [[(field: String, values: [String])]]?
  var knowledge: any KnowledgeProvider = NoKnowledge()
  var zone = TimeZoneRules.utc

  init(_ rows: [[(field: String, values: [String])]]? = nil) { self.rows = rows }

  /// Rows with one field of one value each.
  init(_ field: String, _ values: String...) {
    rows = values.map { [(field: field, values: [$0])] }
  }

  /// The given rows cut into batches.
  private struct GivenRows: RowGenerator {
    let rows: [[(field: String, values: [String])]]
    let batchSize: Int
    var summary: String { "rows" }

    func rows(
      wanted: FieldNeeds, in environment: SearchEnvironment
    ) throws(Diagnostic) -> [Batch] {
      var batches: [Batch] = []
      for start in stride(from: 0, to: rows.count, by: batchSize) {
        let part = Array(rows[start..<min(start + batchSize, rows.count)])
        let generator = LiteralRows(summary: "rows", rows: part)
        batches += try generator.rows(wanted: wanted, in: environment)
      }
      return batches
    }
  }

  /// No events at all.
  private struct NoEvents: EventSource {
    func scan(_ requests: [ScanRequest], cancellation: Cancellation) throws -> ScanReport {
      ScanReport()
    }
  }

  func plan(_ search: String, batchSize: Int = 1024) throws(Diagnostic) -> Plan {
    let text = SourceText(name: "<search>", text: search)
    let pipeline = try PipelineParser.parse(text.wholeSpan)
    var builder = PlanBuilder(
      PreparedKnowledge(knowledge, environment: SearchEnvironment(now: Self.now, zone: zone)),
      givenRows: rows.map { GivenRows(rows: $0, batchSize: batchSize) },
      searchRunner: { (_) throws(Diagnostic) in [] })
    try builder.lower(pipeline)
    return builder.plan
  }

  /// Each row as `field=value` pairs, the values of a field between commas; fields that have no
  /// value and internal ones left out.
  func run(_ search: String, batchSize: Int = 1024, optimizes: Bool = true) throws -> [String] {
    let plan = try plan(search, batchSize: batchSize)
    let job = SearchJob(
      plan: optimizes ? Optimizer.optimized(plan) : plan,
      environment: SearchEnvironment(now: Self.now, zone: zone))
    return try job.run(over: NoEvents()).batches.flatMap { Self.rows(of: $0) }
  }

  private static func rows(of batch: Batch) -> [String] {
    let arena = Arena()
    return (0..<batch.rowCount).map { row in
      batch.columns.compactMap { field, column -> String? in
        guard !field.hasPrefix("_"), !column[row].isNull else { return nil }
        return "\(field)=" + column[row].texts(in: arena).map { $0.string }.joined(separator: ",")
      }.joined(separator: " ")
    }
  }

  /// Checks a search over several batch sizes, with the optimizer and without.
  func expect(
    _ search: String, _ expected: [String], _ location: SourceLocation = #_sourceLocation
  ) {
    for batchSize in [1, 3, 1024] {
      for optimizes in [true, false] {
        #expect(
          throws: Never.self, sourceLocation: location
        ) {
          let found = try run(search, batchSize: batchSize, optimizes: optimizes)
          #expect(found == expected, "\(search)", sourceLocation: location)
        }
      }
    }
  }

  /// The code and the marked text of what refuses a search.
  func refusal(_ search: String) -> String {
    do throws(Diagnostic) {
      _ = try plan(search)
      return "accepted"
    } catch {
      return "\(error.code) at `\(error.span?.text ?? "")`"
        + (error.help.map { ": \($0)" } ?? "")
    }
  }
}

@Suite struct CommandsExamplesTests {
  /// Every example of every command's documentation runs.
  @Test func examplesRun() throws {
    for command in CommandRegistry.all {
      for example in command.documentation.examples {
        #expect(throws: Never.self, "\(example)") {
          var harness = CommandsHarness()
          harness.knowledge = SampleKnowledge()
          _ = try harness.run(example)
        }
      }
    }
  }
}

/// One lookup and a place for one network: what the examples refer to.
struct SampleKnowledge: KnowledgeProvider {
  var tables: [LookupTable] = [
    LookupTable(
      definition: LookupDefinition(name: "ports"), fields: ["port", "service"],
      rows: [["22", "ssh"], ["80", "http"], ["443", "https"]])
  ]
  var geoDatabase: (any GeoDatabase)? = SamplePlaces()
  var lookupWriter: (any LookupWriter)? { Discarded() }

  private struct Discarded: LookupWriter {
    func store(_ rows: WrittenLookup, at span: Span?) throws(Diagnostic) {}
  }

  func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable? {
    tables.first { $0.definition.name == name }
  }

  var lookupNames: [String] { tables.map { $0.definition.name } }

  /// The models that examples are written for.
  func dataModel(named name: String) throws(Diagnostic) -> DataModel? {
    let names = ["Processes", "All_Risk", "Authentication", "All_Traffic", "Filesystem", "Web"]
    return DataModel(name: name, datasets: names.map { DataModel.Dataset(name: $0) })
  }
}

/// Knows 203.0.113.7 and 203.0.113.8, the latter without a city.
struct SamplePlaces: GeoDatabase {
  func location(of address: String) -> GeoLocation? {
    guard address == "203.0.113.7" || address == "203.0.113.8" else { return nil }
    var location = GeoLocation()
    location.city = address.hasSuffix("7") ? "Springfield" : nil
    location.country = "Freedonia"
    location.region = "North"
    location.latitude = 12.5
    location.longitude = -7.25
    location.continent = "Atlantis"
    location.timezone = "Etc/UTC"
    location.metroCode = "501"
    return location
  }
}
