import EventModel

/// One result row of a detection, field by field, in result order.
package struct ResultRow: Sendable {
  package let fields: [(name: String, values: [String])]

  package init(fields: [(name: String, values: [String])]) { self.fields = fields }

  /// The values of a field; none when it is null or missing.
  package subscript(field: String) -> [String] {
    fields.first { $0.name == field }?.values ?? []
  }
}

/// A detection's result: the row, the risk it brings, and what it says about the attack.
package struct DetectionFinding: Sendable {
  package let detection: String
  package let id: String
  package let type: String
  /// Units: seconds since 1970. The row's own time, or the end of the searched range.
  package let time: Double
  package let row: ResultRow
  package let riskEvents: [RiskEvent]
  package let threatObjects: [ThreatValue]
  package let annotations: Annotations
  /// The finding that a person is told of, for a detection that makes one.
  package let title: String?
}

/// Something of a row that points at the attacker: an address, a process.
package struct ThreatValue: Sendable, Equatable {
  package let field: String
  package let type: String
  package let value: String
}

/// What a detection is about, in the words of frameworks.
package struct Annotations: Sendable, Equatable {
  package struct Technique: Sendable, Equatable {
    package let id: String
    package let name: String?
    package let tactics: [String]
    package let tacticIDs: [String]
  }

  package let techniques: [Technique]
  package let analyticStories: [String]
}

/// Risk that a row brings to one object.
///
/// Source: Enterprise Security's risk index, one event a result and risk object.
package struct RiskEvent: Sendable {
  package let searchName: String
  package let riskObject: String
  package let riskObjectType: String
  package let riskObjectField: String
  package let riskScore: Int
  package let riskMessage: String
  package let threatObjects: [ThreatValue]
  /// Units: seconds since 1970; nil where the range is open.
  package let infoMinTime: Double?
  package let infoMaxTime: Double?
  package let infoSearchTime: Double
  /// The search that shows what contributed.
  package let contributingEventsSearch: String
}
