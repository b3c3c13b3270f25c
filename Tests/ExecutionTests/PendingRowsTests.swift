import EventModel
import QueryPlan
import Testing

@testable import Execution

/// `fillnull` of all fields before `stats`, while a by-field has no value so far.
struct PendingRowsTests {
  private func batch(_ count: Int, a: String, b: String?) -> Batch {
    let arena = Arena()
    var batch = Batch(rowCount: count)
    let cells = { (text: String?) -> Column in
      Column(constant: text.map { .text(arena.store($0)) } ?? .null, count: count, arenas: [arena])
    }
    batch.set("a", cells(a))
    batch.set("b", cells(b))
    return batch
  }

  private func state() -> AggregationState {
    AggregationState(
      Aggregation(measures: [], groups: ["a", "b"]),
      filling: NullFilling(value: "0", filters: []),
      evaluator: ExpressionEvaluator(environment: SearchEnvironment(now: 0, zone: .utc)))
  }

  private func groups(_ state: AggregationState) throws -> [String] {
    let batch = try state.finish()
    return (0..<batch.rowCount).map { row in
      "\(batch["a"][row].string ?? "-") \(batch["b"][row].string ?? "-")"
    }
  }

  @Test func rowsWaitUntilTheFieldHasAValue() throws {
    let state = state()
    try state.update(batch(10, a: "x", b: nil))
    #expect(state.pending.rowCount == 10)
    #expect(state.groups.count == 0)
    try state.update(batch(1, a: "y", b: "1"))
    try state.update(batch(1, a: "z", b: nil))
    #expect(state.pending.rowCount == 10)
    #expect(try groups(state) == ["x 0", "y 1", "z 0"])
  }

  /// Groups take less memory than rows.
  @Test func noMoreRowsWaitThanABound() throws {
    let state = state()
    for _ in 0..<4 { try state.update(batch(40_000, a: "x", b: nil)) }
    #expect(state.pending.rowCount == 80_000)
    #expect(state.groups.count == 1)
    try state.update(batch(1, a: "y", b: "1"))
    #expect(try groups(state) == ["x 0", "y 1"])
  }

  @Test func anotherWorkerMayHaveSeenTheValue() throws {
    let (first, second) = (state(), state())
    try first.update(batch(10, a: "x", b: nil))
    try second.update(batch(1, a: "y", b: "1"))
    first.merge(second)
    #expect(try groups(first) == ["x 0", "y 1"])
  }

  @Test func withoutAnyValueThereIsNoGroup() throws {
    let state = state()
    for _ in 0..<4 { try state.update(batch(40_000, a: "x", b: nil)) }
    #expect(try groups(state) == [])
  }
}
