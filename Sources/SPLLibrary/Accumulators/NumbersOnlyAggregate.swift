import Diagnostics
import EventModel
import QueryPlan

/// An aggregate that gives nothing for a group with a value that is no number: `allnum=true`.
struct NumbersOnlyAggregate: AggregateFunction {
  static let documentation = AggregateDocumentation(
    "allnum", syntax: "allnum", summary: "What `allnum=true` makes of an aggregate.")

  private let inner: any AggregateFunction

  init(_ inner: any AggregateFunction) { self.inner = inner }

  init(_ call: AggregateCall) throws(Diagnostic) {
    throw Diagnostic(
      .unknownAggregate, "`\(call.name)` is an option, not an aggregate", at: call.span)
  }

  var needsOrder: Bool { inner.needsOrder }
  var readsTime: Bool { inner.readsTime }

  func makeAccumulator() -> any Accumulator { NumbersOnlyAccumulator(inner.makeAccumulator()) }
}

/// Remembers which groups had a value that is no number.
final class NumbersOnlyAccumulator: Accumulator {
  private let inner: any Accumulator
  private var hasOther: [Bool] = []

  init(_ inner: any Accumulator) { self.inner = inner }

  func grow(to count: Int) {
    inner.grow(to: count)
    while hasOther.count < count { hasOther.append(false) }
  }

  func update(_ input: AggregateInput) {
    inner.update(input)
    input.forEachValue { _, group, value in
      if value.number == nil { hasOther[group] = true }
    }
  }

  func merge(_ other: any Accumulator, into groups: [Int32]) {
    guard let other = other as? NumbersOnlyAccumulator else { return }
    inner.merge(other.inner, into: groups)
    for (index, group) in groups.enumerated() where other.hasOther[index] {
      hasOther[Int(group)] = true
    }
  }

  func encode(group: Int, into writer: inout StateWriter) {
    writer.write(hasOther[group] ? 1 : 0)
    inner.encode(group: group, into: &writer)
  }

  func decode(group: Int, from reader: inout StateReader) throws {
    if try reader.count(atMost: 1) == 1 { hasOther[group] = true }
    try inner.decode(group: group, from: &reader)
  }

  func finish(group: Int, in arena: Arena) -> Cell {
    hasOther[group] ? .null : inner.finish(group: group, in: arena)
  }

  var footprint: Int { inner.footprint + hasOther.count }
}

extension Measure {
  /// The measure under `allnum=true`: statistics on numbers are left out where a value is none.
  ///
  /// Source: Splunk Search Reference, `stats`: numerical statistics only; counts and lists stay.
  var overNumbersOnly: Measure {
    if case .rows = input { return self }
    let kept: Set<String> = [
      "count", "c", "dc", "distinct_count", "estdc", "estdc_error", "values", "list", "mode",
      "first",
      "last", "earliest", "latest", "earliest_time", "latest_time",
    ]
    guard !kept.contains(name) else { return self }
    return Measure(
      name: name, function: NumbersOnlyAggregate(function), input: input, output: output, span: span
    )
  }
}
