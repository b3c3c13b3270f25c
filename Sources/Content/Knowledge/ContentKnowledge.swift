package import Diagnostics
import Foundation
package import QueryPlan
import Synchronization

/// The lookups and declared files of some content as searches ask for them, each read once.
package final class ContentKnowledge: KnowledgeProvider {
  private let store: ContentStore
  private let overrides: [String: LookupOverride]
  private let tables = Mutex<[String: LookupTable]>([:])
  package let geoDatabase: (any GeoDatabase)?
  package let lookupWriter: (any LookupWriter)?
  private let files: KnowledgeFiles

  /// Of several overrides of one name the last holds.
  package init(
    _ store: ContentStore, overrides: [LookupOverride] = [],
    geoDatabase: (any GeoDatabase)? = nil, lookupWriter: (any LookupWriter)? = nil
  ) {
    self.store = store
    self.overrides = Dictionary(overrides.map { ($0.name, $0) }) { $1 }
    self.geoDatabase = geoDatabase
    self.lookupWriter = lookupWriter
    files = KnowledgeFiles(folders: store.folders)
  }

  package var sourcetypeRules: [any SourcetypeRuleSource] {
    get throws(Diagnostic) { try files.sourcetypeRules() }
  }

  package var eventtypes: [EventtypeDefinition] {
    get throws(Diagnostic) { try files.eventtypes() }
  }

  package var dataModelNames: [String] { files.dataModelNames }

  package func dataModel(named name: String) throws(Diagnostic) -> DataModel? {
    try files.dataModel(named: name)
  }

  package var lookupNames: [String] {
    Set(store.lookupNames + overrides.keys).sorted()
  }

  /// The table of a lookup by its name, or of a CSV file of the content's `lookups/` by its own.
  ///
  /// Shape: an override keeps the matching that the content declares for its name. A collection
  /// is an empty table with its declared columns: its rows are written by the content's baselines
  /// and by searches, which have not run here, so that searches see what a fresh installation
  /// does; `--lookup` gives it rows.
  /// Errors: a `Diagnostic` with code `missingLookupFile` for rows that cannot be read,
  /// `invalidValue` for a row longer than the header, `unknownLookup` for a model, whose rows
  /// nothing here can compute.
  package func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable? {
    if let known = tables.withLock({ $0[name] }) { return known }
    guard let table = try read(name, at: span) else { return nil }
    tables.withLock { $0[name] = table }
    return table
  }

  private func read(_ name: String, at span: Span) throws(Diagnostic) -> LookupTable? {
    let lookup = store.lookup(named: name)
    if let override = overrides[name] {
      let definition = lookup?.definition ?? LookupDefinition(name: name)
      return try LookupRows.read(override.path, definition: definition, at: span)
    }
    guard let lookup else {
      guard let path = file(named: name) else { return nil }
      return try LookupRows.read(path, definition: LookupDefinition(name: name), at: span)
    }
    switch lookup.kind {
    case .csv(let path):
      return try LookupRows.read(path, definition: lookup.definition, at: span)
    case .collection:
      return LookupTable(definition: lookup.definition, fields: lookup.fields, rows: [])
    case .computed(let computation):
      return LookupTable(
        definition: lookup.definition, fields: lookup.fields, rows: [], computation: computation)
    case .model(let path):
      throw Diagnostic(
        .unknownLookup, "the lookup `\(name)` is a machine-learning model, which cannot be run",
        at: span, label: "its file is \(path)",
        help: "a table of its answers can stand in: --lookup '\(name)=FILE.csv'")
    }
  }

  /// A CSV file that a search names itself.
  private func file(named name: String) -> String? {
    guard name.hasSuffix(".csv"), !name.contains("/") else { return nil }
    return store.folders.reversed().lazy
      .flatMap { [ContentFolder.join($0, "lookups"), $0] }
      .map { ContentFolder.join($0, name) }
      .first { FileManager.default.fileExists(atPath: $0) }
  }
}
