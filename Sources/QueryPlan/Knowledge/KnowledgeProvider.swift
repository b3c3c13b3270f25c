package import Diagnostics
import EventModel

/// What a search may refer to by name besides macros.
package protocol KnowledgeProvider: Sendable {
  /// The table of a lookup; nil when there is none of that name.
  func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable?
  var lookupNames: [String] { get }
  /// Where addresses are, when the user gave a database.
  var geoDatabase: (any GeoDatabase)? { get }
  /// What fields events have besides their own, in the order in which the rules run.
  var sourcetypeRules: [any SourcetypeRuleSource] { get throws(Diagnostic) }
  var eventtypes: [EventtypeDefinition] { get throws(Diagnostic) }
  /// Nil when there is none of that name.
  func dataModel(named name: String) throws(Diagnostic) -> DataModel?
  var dataModelNames: [String] { get }
  /// Where `outputlookup` may write; nil where it may not.
  var lookupWriter: (any LookupWriter)? { get }
}

extension KnowledgeProvider {
  package var sourcetypeRules: [any SourcetypeRuleSource] { get throws(Diagnostic) { [] } }
  package var eventtypes: [EventtypeDefinition] { get throws(Diagnostic) { [] } }
  package func dataModel(named name: String) throws(Diagnostic) -> DataModel? { nil }
  package var dataModelNames: [String] { [] }
  package var lookupWriter: (any LookupWriter)? { nil }
}

/// The rows of a lookup and how they are matched, or what it works out.
package final class LookupTable: Sendable {
  package let definition: LookupDefinition
  package let fields: [String]
  package let rows: [[String]]
  /// What the table works out instead of having rows: of the first field, all others.
  package let computation: LookupComputation?

  /// Shape: every row has one text a field.
  package init(
    definition: LookupDefinition, fields: [String], rows: [[String]],
    computation: LookupComputation? = nil
  ) {
    self.definition = definition
    self.fields = fields
    self.rows = rows
    self.computation = computation
  }
}

/// Tells where an IP address is.
package protocol GeoDatabase: Sendable {
  /// Nil when the address is unknown or none.
  func location(of address: String) -> GeoLocation?
}

/// Source: Splunk Search Reference, `iplocation`: the fields that it adds.
package struct GeoLocation: Sendable, Equatable {
  package var city: String?
  package var country: String?
  package var region: String?
  package var latitude: Double?
  package var longitude: Double?
  package var continent: String?
  package var timezone: String?
  package var metroCode: String?

  package init() {}
}

/// A search that refers to nothing.
package struct NoKnowledge: KnowledgeProvider {
  package init() {}
  package func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable? { nil }
  package var lookupNames: [String] { [] }
  package var geoDatabase: (any GeoDatabase)? { nil }
}
