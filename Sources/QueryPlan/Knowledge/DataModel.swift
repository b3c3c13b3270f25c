package import Diagnostics

/// A named view of events: which belong to it, and what fields they have there.
///
/// Source: Splunk Knowledge Manager Manual, data models.
package struct DataModel: Sendable {
  package let name: String
  package let datasets: [Dataset]

  package init(name: String, datasets: [Dataset]) {
    self.name = name
    self.datasets = datasets
  }

  package struct Dataset: Sendable {
    package let name: String
    package let parent: String?
    /// A `search` expression; nil for all events of the parent.
    package let constraint: Span?
    package let fields: [String]
    package let calculations: [SourcetypeRules.Calculation]

    package init(
      name: String, parent: String? = nil, constraint: Span? = nil, fields: [String] = [],
      calculations: [SourcetypeRules.Calculation] = []
    ) {
      self.name = name
      self.parent = parent
      self.constraint = constraint
      self.fields = fields
      self.calculations = calculations
    }
  }

  package func dataset(named name: String) -> Dataset? { datasets.first { $0.name == name } }

  /// The dataset and what it inherits from, the root first.
  ///
  /// Shape: a parent that is missing or its own descendant ends the line.
  package func lineage(of dataset: Dataset) -> [Dataset] {
    var line = [dataset]
    while let name = line[0].parent, let parent = self.dataset(named: name),
      !line.contains(where: { $0.name == parent.name })
    {
      line.insert(parent, at: 0)
    }
    return line
  }
}
