import EventModel
import QueryPlan

/// What one thread of a scan keeps for searches that share their aggregation.
// Guard for @unchecked Sendable: one scanning thread uses it until the scan has ended; only then
// does the shared aggregation read it.
final class SharedAggregationWorker: ScanWorker, @unchecked Sendable {
  typealias Members = SharedAggregation.Members

  private let members: [ScanFragment]
  private let selections: [RowSelection]
  private var states: [(members: Members, state: AggregationState)] = []
  private var footprint = 0

  init(_ members: [ScanFragment]) {
    self.members = members
    selections = members.map { $0.makeSelection() }
  }

  /// The groups so far, which the worker then gives up.
  func takeStates() -> [(members: Members, state: AggregationState)] {
    defer { states = [] }
    return states
  }

  func consume(_ batch: Batch) throws {
    let inRange = selections[0].inTimeRange(batch)
    guard inRange.rowCount > 0 else { return }
    var wanting = [Members](repeating: 0, count: inRange.rowCount)
    for (member, selection) in selections.enumerated() {
      for row in try selection.wanted(of: inRange) { wanting[Int(row)] |= 1 << Members(member) }
    }
    let narrow = members[0].plan.narrowed(inRange)
    for members in Set(wanting) where members != 0 {
      let state = state(for: members)
      let rows = wanting.indices.filter { wanting[$0] == members }.map { Int32($0) }
      try state.update(rows.count == narrow.rowCount ? narrow : narrow.gathered(rows))
    }
    let total = states.reduce(0) { $0 + $1.state.footprint }
    for member in members { try member.hold(total - footprint) }
    footprint = total
  }

  private func state(for wanting: Members) -> AggregationState {
    if let known = states.first(where: { $0.members == wanting }) { return known.state }
    guard let state = members[0].makeState() else {
      preconditionFailure("members have an aggregation")
    }
    states.append((wanting, state))
    return state
  }
}
