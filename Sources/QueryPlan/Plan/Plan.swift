package import Diagnostics
package import EventModel

/// What a search does, as data: a source of rows and the steps that they pass.
///
/// Closed: switches over `PlanSource` and `PlanStep` have no `default:`, so a new case makes the
/// compiler list every place that must decide about it.
package struct Plan: Sendable {
  package var source: PlanSource
  package var steps: [PlanStep]

  package init(source: PlanSource, steps: [PlanStep] = []) {
    self.source = source
    self.steps = steps
  }
}

package enum PlanSource: Sendable {
  /// Events of the source that the search runs over.
  case events(EventScan)
  /// Rows that come with the search: `makeresults`, a lookup table, `--rows`.
  case rows(any RowGenerator)
}

/// Which events are read, and what of them.
package struct EventScan: Sendable {
  /// What an event must satisfy; the source may use it to read less, and the plan relies on it.
  package var predicate: Expression?
  package var needs: FieldNeeds
  /// Those of `needs` that only some rows are asked for; a source may leave them out of others.
  package var occasional: OccasionalNeeds?
  /// Units: seconds since 1970; the start is inside the range, the end is not.
  package var earliest: Double?
  package var latest: Double?

  package init(
    predicate: Expression? = nil, needs: FieldNeeds = .everything, earliest: Double? = nil,
    latest: Double? = nil
  ) {
    self.predicate = predicate
    self.needs = needs
    self.earliest = earliest
    self.latest = latest
  }
}

extension EventScan {
  /// What is needed of rows that nothing occasional is asked of.
  package var commonNeeds: FieldNeeds {
    var needs = needs
    for field in occasional?.fields ?? [] { needs.remove(field) }
    return needs
  }

  /// What is needed of rows whose source type and source are known.
  package func needs(knowing constants: [String: String]) -> FieldNeeds {
    occasional?.isSpared(knowing: constants) == true ? commonNeeds : needs
  }
}

/// Fields that nobody reads of a row unless it satisfies a condition.
package struct OccasionalNeeds: Sendable {
  /// Over `sourcetype` and `source`.
  package let condition: Expression
  package let fields: Set<String>

  package init(condition: Expression, fields: Set<String>) {
    self.condition = condition
    self.fields = fields
  }

  /// Whether no row of a known source type and source is asked for the fields.
  package func isSpared(knowing constants: [String: String]) -> Bool {
    condition.folded(knowing: constants).truth == false
  }
}

/// Makes rows without reading events.
package protocol RowGenerator: Sendable {
  var summary: String { get }
  func rows(wanted: FieldNeeds, in environment: SearchEnvironment) throws(Diagnostic) -> [Batch]
}

/// One thing that happens to rows.
package enum PlanStep: Sendable {
  /// Keeps the rows for which the expression is true.
  case filter(Expression)
  /// Sets fields, one after the other.
  case compute([Assignment])
  /// Sets fields that one computation gives together.
  case extract(any FieldExtractor)
  /// Keeps, drops and orders fields.
  case project(Projection)
  case rename([RenameRule])
  /// Replaces null by a text.
  case fill(NullFill)
  /// One row a group.
  case aggregate(Aggregation)
  /// Adds the group's aggregates to each of its rows.
  case window(WindowAggregation)
  case sort(SortOrder)
  case limit(RowLimit)
  case deduplicate(Deduplication)
  /// One row a value of a multivalue field.
  case expand(field: String, limit: Int)
  /// All rows at once into others.
  case dataset(any DatasetTransform)
  /// The rows of another search put to these.
  case combine(any RowCombiner, Subplan)
}

/// `target = expression`.
package struct Assignment: Sendable {
  /// The field, or its pattern when the name is taken from values: `{a}_{b}`.
  package let target: String
  /// The parts of a target that is made from values; nil for a plain name.
  package let template: [TemplatePart]?
  package let expression: Expression

  package enum TemplatePart: Sendable, Equatable {
    case literal(String)
    case field(String)
  }

  package init(_ target: String, _ expression: Expression, template: [TemplatePart]? = nil) {
    self.target = target
    self.expression = expression
    self.template = template
  }
}

package struct Projection: Sendable {
  package enum Mode: Sendable {
    /// `fields a b`: keeps these, and the internal fields.
    case keep
    /// `fields - a b`.
    case drop
    /// `table a b`: exactly these, in this order, missing ones as empty columns.
    case table
  }

  package let mode: Mode
  package let patterns: [WildcardPattern]

  package init(mode: Mode, patterns: [WildcardPattern]) {
    self.mode = mode
    self.patterns = patterns
  }
}

/// `from AS to`, both with the same number of wildcards.
package struct RenameRule: Sendable {
  package let from: WildcardPattern
  package let to: WildcardPattern

  package init(from: WildcardPattern, to: WildcardPattern) {
    self.from = from
    self.to = to
  }
}

package struct NullFill: Sendable {
  /// Nil: every field that has a value in some row.
  package let fields: [String]?
  package let value: String

  package init(fields: [String]?, value: String) {
    self.fields = fields
    self.value = value
  }
}

package struct SortOrder: Sendable {
  package enum Comparison: String, Sendable {
    case automatic = "auto"
    case text = "str"
    case number = "num"
    case address = "ip"
  }

  package struct Key: Sendable {
    package let field: String
    package let isDescending: Bool
    package let comparison: Comparison

    package init(field: String, isDescending: Bool, comparison: Comparison = .automatic) {
      self.field = field
      self.isDescending = isDescending
      self.comparison = comparison
    }
  }

  package let keys: [Key]
  /// Nil: all rows.
  package let limit: Int?
  /// Whether nobody asked for the limit, so that it must be told when it cuts.
  package let tellsCut: Bool

  package init(keys: [Key], limit: Int? = nil, tellsCut: Bool = false) {
    self.keys = keys
    self.limit = limit
    self.tellsCut = tellsCut
  }
}

package struct RowLimit: Sendable {
  package enum End: Sendable {
    case first
    /// The last rows, in reverse order.
    case last
  }

  package let count: Int
  package let end: End
  /// `head (…)`: stops at the first row for which this does not hold.
  package let condition: Expression?
  /// Whether the row that ended it is kept.
  package let keepsLast: Bool
  /// Whether a null condition counts as true.
  package let nullHolds: Bool

  package init(
    count: Int, end: End = .first, condition: Expression? = nil, keepsLast: Bool = false,
    nullHolds: Bool = false
  ) {
    self.count = count
    self.end = end
    self.condition = condition
    self.keepsLast = keepsLast
    self.nullHolds = nullHolds
  }
}

package struct Deduplication: Sendable {
  package let fields: [String]
  /// Rows kept for each combination of values.
  package let count: Int
  package let keepsEmpty: Bool
  /// Keeps all rows, but clears the fields of the duplicates.
  package let keepsEvents: Bool
  package let isConsecutive: Bool

  package init(
    fields: [String], count: Int, keepsEmpty: Bool, keepsEvents: Bool, isConsecutive: Bool
  ) {
    self.fields = fields
    self.count = count
    self.keepsEmpty = keepsEmpty
    self.keepsEvents = keepsEvents
    self.isConsecutive = isConsecutive
  }
}
