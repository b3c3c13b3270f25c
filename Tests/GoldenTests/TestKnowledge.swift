import Content
import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax

/// The lookups and declared files of a case.
struct TestKnowledge: KnowledgeProvider {
  private let lookups: [(name: String, csv: String)]
  private var rules: [any SourcetypeRuleSource] = []
  private var types: [EventtypeDefinition] = []
  private var models: [DataModel] = []

  init(_ test: GoldenCase) throws {
    lookups = test.lookups
    for (index, (kind, text)) in test.knowledge.enumerated() {
      let source = SourceText(name: "\(kind)/\(index + 1).yml", text: text)
      switch kind {
      case "sourcetypes": rules.append(try DeclaredText.sourcetypeRules(source))
      case "eventtypes": types += try DeclaredText.eventtypes(source)
      case "data_models": models += try DeclaredText.dataModels(source)
      default:
        throw GoldenFile.Malformed(description: "\(test.file): no kind of knowledge: `\(kind)`")
      }
    }
  }

  var lookupNames: [String] { lookups.map { $0.name } }
  var geoDatabase: (any GeoDatabase)? { nil }
  var sourcetypeRules: [any SourcetypeRuleSource] { get throws(Diagnostic) { rules } }
  var eventtypes: [EventtypeDefinition] { get throws(Diagnostic) { types } }
  var dataModelNames: [String] { models.map { $0.name } }

  func dataModel(named name: String) throws(Diagnostic) -> DataModel? {
    models.first { $0.name == name }
  }

  func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable? {
    guard let found = lookups.first(where: { $0.name == name }) else { return nil }
    let table = CSVTable(found.csv)
    return LookupTable(
      definition: LookupDefinition(name: name), fields: table.rows.first ?? [],
      rows: Array(table.rows.dropFirst()))
  }
}
