package import QueryPlan

/// A lookup table of the content: how it is matched, and where its rows are.
package struct Lookup: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// Rows in a CSV file; the path is ready to open.
    case csv(path: String)
    /// Rows that searches write and read, empty at first.
    case collection(name: String)
    /// A machine-learning model, which nothing here can run.
    case model(path: String)
    /// Worked out of what is looked up.
    case computed(LookupComputation)
  }

  package let definition: LookupDefinition
  package let kind: Kind
  /// The columns that the content declares, `_key` included; empty when the CSV's header decides.
  package let fields: [String]
  package let description: String
  package let file: String

  package var name: String { definition.name }
}
