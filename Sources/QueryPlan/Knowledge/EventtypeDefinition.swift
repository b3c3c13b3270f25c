package import Diagnostics

/// A search that has a name, and the tags that its events carry.
///
/// Source: Splunk Knowledge Manager Manual, event types and tags.
package struct EventtypeDefinition: Sendable {
  package let name: String
  /// A `search` expression.
  package let search: Span
  package let tags: [String]

  package init(name: String, search: Span, tags: [String] = []) {
    self.name = name
    self.search = search
    self.tags = tags
  }
}
