package import Diagnostics
package import EventModel

/// A `stats` function: one file in `SPLLibrary/Aggregates`, one line in its registry.
package protocol AggregateFunction: Sendable {
  static var documentation: AggregateDocumentation { get }
  /// Checks one call, `perc95(x)` for example; the number of arguments has been checked.
  init(_ call: AggregateCall) throws(Diagnostic)
  /// True when the result depends on the order of rows beyond `_time`; such a call runs on the
  /// ordered stream.
  var needsOrder: Bool { get }
  /// True when `_time` is read.
  var readsTime: Bool { get }
  func makeAccumulator() -> any Accumulator
}

extension AggregateFunction {
  package var needsOrder: Bool { false }
  package var readsTime: Bool { false }
}

/// What an aggregate tells about itself.
package struct AggregateDocumentation: Sendable {
  /// The first is the name, the others are accepted too.
  package let names: [String]
  package let syntax: String
  package let summary: String
  /// True for `count`, which also works without an argument.
  package let allowsNoArgument: Bool

  package init(
    _ names: String..., syntax: String, summary: String, allowsNoArgument: Bool = false
  ) {
    self.names = names
    self.syntax = syntax
    self.summary = summary
    self.allowsNoArgument = allowsNoArgument
  }
}

package struct AggregateCall: Sendable {
  /// Lower case, as written: an abbreviation stays one, `perc95` keeps its number.
  package let name: String
  package let hasArgument: Bool
  package let span: Span

  package init(name: String, hasArgument: Bool, span: Span) {
    self.name = name
    self.hasArgument = hasArgument
    self.span = span
  }
}

/// The running state of one aggregate for all groups.
///
/// A search runs per worker, per segment or per machine and then merges, so whatever the order
/// and the cut, the finished values must be the same.
package protocol Accumulator: AnyObject {
  /// Makes room for groups `0..<count`.
  func grow(to count: Int)
  func update(_ input: AggregateInput)
  /// Adds another's group `n` to the own group `groups[n]`. Always of the same type.
  func merge(_ other: any Accumulator, into groups: [Int32])
  /// The state of a group, such that `decode` restores it on another machine.
  func encode(group: Int, into writer: inout StateWriter)
  func decode(group: Int, from reader: inout StateReader) throws
  func finish(group: Int, in arena: Arena) -> Cell
  /// Units: bytes, roughly, for the memory budget.
  var footprint: Int { get }
}

/// A batch as an accumulator sees it.
package struct AggregateInput: Sendable {
  /// The argument's value for each row; nil for a call without an argument.
  package let values: Column?
  /// The places of the rows that take part; a row stands once for each group that it is in.
  package let rows: [Int32]
  /// The group of each entry of `rows`.
  package let groups: [Int32]
  /// `_time`, where the function reads it.
  package let times: Column?
  /// The stream place of row 0; smaller is earlier in the stream.
  package let ordinal: Int

  package init(
    values: Column?, rows: [Int32], groups: [Int32], times: Column?, ordinal: Int
  ) {
    self.values = values
    self.rows = rows
    self.groups = groups
    self.times = times
    self.ordinal = ordinal
  }
}
