/// A test that a detection carries: events that it must find something in.
package struct DetectionTest: Sendable, Equatable {
  package enum Kind: String, Sendable {
    /// Runs by itself.
    case unit
    /// Needs a person or a system that no test has; `Detection.manualTest` says why.
    case manual
  }

  /// Events to search, and the metadata that they get on arrival.
  package struct AttackData: Sendable, Equatable {
    /// A URL or a path.
    package let data: String
    package let source: String
    package let sourcetype: String
    package let host: String?
    package let customIndex: String?

    package init(
      data: String, source: String, sourcetype: String, host: String? = nil,
      customIndex: String? = nil
    ) {
      self.data = data
      self.source = source
      self.sourcetype = sourcetype
      self.host = host
      self.customIndex = customIndex
    }
  }

  package let name: String
  package let kind: Kind
  package let attackData: [AttackData]
  /// Least number of result rows: 1 unless given, 0 when nothing must be found.
  package let expectedResults: Int?
  /// Exact number of result rows.
  package let expectedRows: Int?
}
