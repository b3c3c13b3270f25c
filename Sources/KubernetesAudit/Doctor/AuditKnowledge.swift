package import Diagnostics
package import QueryPlan

/// What searches over audit events refer to, without what depends on a machine: audit events have
/// their fields by themselves, and where an address is decides nothing here.
package struct AuditKnowledge: KnowledgeProvider {
  private let base: any KnowledgeProvider

  package init(_ base: any KnowledgeProvider) { self.base = base }

  package func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable? {
    try base.lookup(named: name, at: span)
  }

  package var lookupNames: [String] { base.lookupNames }
  package var geoDatabase: (any GeoDatabase)? { base.geoDatabase ?? Nowhere() }
  package var eventtypes: [EventtypeDefinition] {
    get throws(Diagnostic) { try base.eventtypes }
  }

  package func dataModel(named name: String) throws(Diagnostic) -> DataModel? {
    try base.dataModel(named: name)
  }

  package var dataModelNames: [String] { base.dataModelNames }

  private struct Nowhere: GeoDatabase {
    func location(of address: String) -> GeoLocation? { nil }
  }
}
