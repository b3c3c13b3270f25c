package import Diagnostics
package import EventModel

/// `stats … by …`.
package struct Aggregation: Sendable {
  package var measures: [Measure]
  /// The fields whose combinations of values make the groups.
  package var groups: [String]
  /// Whether a value that a row has twice counts once for its group.
  package let deduplicatesGroupValues: Bool

  package init(measures: [Measure], groups: [String], deduplicatesGroupValues: Bool = false) {
    self.measures = measures
    self.groups = groups
    self.deduplicatesGroupValues = deduplicatesGroupValues
  }

  /// Whether both give the same of the same rows; false also where that is not easily seen.
  package func isSame(as other: Aggregation) -> Bool {
    groups == other.groups && deduplicatesGroupValues == other.deduplicatesGroupValues
      && measures.count == other.measures.count
      && zip(measures, other.measures).allSatisfy { $0.isSame(as: $1) }
  }
}

/// `eventstats … by …`.
package struct WindowAggregation: Sendable {
  package var measures: [Measure]
  package let groups: [String]

  package init(measures: [Measure], groups: [String]) {
    self.measures = measures
    self.groups = groups
  }
}

/// One aggregate and the name of its result.
package struct Measure: Sendable {
  package enum Input: Sendable {
    /// `count`: rows.
    case rows
    case field(String)
    /// `values(user.*)`: one result for each field that matches.
    case fields(WildcardPattern)
    /// `count(eval(…))`.
    case expression(Expression)
  }

  /// As written: `dc`, `perc95`.
  package let name: String
  package let function: any AggregateFunction
  package let input: Input
  /// The result's name; a pattern when the input is one.
  package let output: String
  package let span: Span

  package init(
    name: String, function: any AggregateFunction, input: Input, output: String, span: Span
  ) {
    self.name = name
    self.function = function
    self.input = input
    self.output = output
    self.span = span
  }

  /// The name, as written, has all there is to know of the function.
  func isSame(as other: Measure) -> Bool {
    guard name == other.name, output == other.output else { return false }
    switch (input, other.input) {
    case (.rows, .rows): return true
    case (.field(let own), .field(let others)): return own == others
    case (.rows, _), (.field, _), (.fields, _), (.expression, _): return false
    }
  }

  /// The name of the result for one field that a pattern matched.
  package func output(for field: String) -> String {
    guard case .fields(let pattern) = input, let captures = pattern.captures(field)
    else { return output }
    var rest = captures[...]
    var name = ""
    for character in output {
      if character == "*", let capture = rest.popFirst() {
        name += capture
      } else {
        name.append(character)
      }
    }
    return name
  }
}
