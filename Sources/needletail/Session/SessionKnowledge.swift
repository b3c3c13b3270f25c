import Content
import Diagnostics
import QueryPlan

struct SessionKnowledge: KnowledgeProvider {
  init(content: ContentStore, options: ContentOptions, project: ProjectFile?) throws {}
  func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable? { nil }
  var lookupNames: [String] { [] }
  var geoDatabase: (any GeoDatabase)? { nil }
}
enum ShippedContent { static func find() -> String? { "Content" } }
