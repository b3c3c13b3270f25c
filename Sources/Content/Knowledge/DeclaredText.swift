package import Diagnostics
package import QueryPlan

/// Reads declared files that are in memory already.
///
/// Errors: the first thing that is wrong with a text.
package enum DeclaredText {
  /// A file of `sourcetypes/`.
  package static func sourcetypeRules(
    _ source: SourceText
  ) throws(Diagnostic) -> any SourcetypeRuleSource { try SourcetypeFile(source) }

  /// A file of `eventtypes/`.
  package static func eventtypes(
    _ source: SourceText
  ) throws(Diagnostic) -> [EventtypeDefinition] {
    try KnowledgeFolder.read(source) { EventtypeReader(reader: $0).read() }
  }

  /// A file of `data_models/`.
  package static func dataModels(_ source: SourceText) throws(Diagnostic) -> [DataModel] {
    try KnowledgeFolder.read(source) { DataModelReader(reader: $0).read() }
  }
}
