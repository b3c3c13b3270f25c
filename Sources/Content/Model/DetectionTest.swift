package import Diagnostics

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

  /// Events that stand in the file itself.
  package struct InlineEvents: Sendable, Equatable {
    /// One event a line, as a file of events has them.
    package let text: String
    /// Nil: what the events themselves are recognised as.
    package let source: String?
    package let sourcetype: String?
    package let host: String?
    package let index: String?

    package init(
      text: String, source: String? = nil, sourcetype: String? = nil, host: String? = nil,
      index: String? = nil
    ) {
      self.text = text
      self.source = source
      self.sourcetype = sourcetype
      self.host = host
      self.index = index
    }
  }

  /// Some fields of a result row with their values; none for a field that must be null.
  package struct ExpectedRow: Sendable, Equatable {
    package let fields: [Field]

    package struct Field: Sendable, Equatable {
      package let name: String
      package let values: [String]

      package init(_ name: String, _ values: [String]) {
        self.name = name
        self.values = values
      }
    }

    package init(_ fields: [Field]) { self.fields = fields }
  }

  package let name: String
  package let kind: Kind
  package let attackData: [AttackData]
  package let inlineEvents: InlineEvents?
  /// Least number of result rows: 1 unless given, 0 when nothing must be found.
  package let expectedResults: Int?
  /// Exact number of result rows.
  package let expectedRows: Int?
  /// The result rows in any order, each told by the fields that are written.
  package let expectedValues: [ExpectedRow]?
  /// The term of the search that a near miss fails, for why-not to name.
  package let failingTerm: String?
  /// Where the test is written.
  package let span: Span?

  package init(
    name: String, kind: Kind = .unit, attackData: [AttackData] = [],
    inlineEvents: InlineEvents? = nil, expectedResults: Int? = nil, expectedRows: Int? = nil,
    expectedValues: [ExpectedRow]? = nil, failingTerm: String? = nil, span: Span? = nil
  ) {
    self.name = name
    self.kind = kind
    self.attackData = attackData
    self.inlineEvents = inlineEvents
    self.expectedResults = expectedResults
    self.expectedRows = expectedRows
    self.expectedValues = expectedValues
    self.failingTerm = failingTerm
    self.span = span
  }

  /// Whether the test says that nothing must be found.
  package var expectsNothing: Bool { (expectedRows ?? expectedResults ?? 1) == 0 }
}
