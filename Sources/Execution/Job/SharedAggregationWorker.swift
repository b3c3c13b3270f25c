import EventModel
import QueryPlan

/// What one thread of a scan keeps for searches that share their aggregation.
// Guard for @unchecked Sendable: one scanning thread uses it until the scan has ended; only then
// does the shared aggregation read it.
final class SharedAggregationWorker: ScanWorker, @unchecked Sendable {
  typealias Members = SharedAggregation.Members

  private let members: [ScanFragment]
  private let selection: RowSelection
  private let transform: RowTransform
  /// What all members ask of rows that no extractor changes.
  private let common: BatchCondition
  /// What else each of them does.
  private let own: [BatchCondition]
  /// True in every row that a member's extractor changes; nil without extractors.
  private let isChanged: BatchCondition?
  private var states: [(members: Members, state: AggregationState)] = []
  private var footprint = 0

  init(_ members: [ScanFragment]) {
    self.members = members
    selection = members[0].makeSelection()
    transform = members[0].makeTransform()
    let tests = SharedTerms(
      members.map { member in
        SharedTerms.terms(of: member.plan.split.scan.predicate)
          + (member.plan.tests ?? []).flatMap { SharedTerms.terms(of: $0) }
      })
    let transform = transform
    common = BatchCondition(.and(tests.common), transform)
    own = tests.own.map { BatchCondition(.and($0), transform) }
    var known: Set<String> = []
    let changes = members.flatMap { $0.plan.changes }.filter { known.insert($0.printed).inserted }
    isChanged = changes.isEmpty ? nil : BatchCondition(.or(changes), transform)
  }

  /// The groups so far, which the worker then gives up.
  func takeStates() -> [(members: Members, state: AggregationState)] {
    defer { states = [] }
    return states
  }

  func consume(_ batch: Batch) throws {
    let inRange = selection.inTimeRange(batch)
    guard inRange.rowCount > 0 else { return }
    if let isChanged, try !isChanged.rows(of: inRange).isEmpty {
      try updateEach(inRange)
    } else {
      try updateTogether(inRange)
    }
    let total = states.reduce(0) { $0 + $1.state.footprint }
    for member in members { try member.hold(total - footprint) }
    footprint = total
  }

  /// Each member has rows of its own.
  private func updateEach(_ batch: Batch) throws {
    for (number, member) in members.enumerated() {
      let own = try transform.apply(
        member.plan.split.local, to: selection.wanted(of: batch, by: member.plan))
      if own.rowCount > 0 { try state(for: 1 << Members(number)).update(own) }
    }
  }

  /// All members have the same rows, of which each wants some.
  private func updateTogether(_ batch: Batch) throws {
    let common = try common.rows(of: batch)
    guard !common.isEmpty else { return }
    var wanting = [Members](repeating: 0, count: batch.rowCount)
    for (number, own) in own.enumerated() {
      for row in try own.rows(common, of: batch) {
        wanting[Int(row)] |= 1 << Members(number)
      }
    }
    let plan = members[0].plan
    for members in Set(wanting) where members != 0 {
      let rows = common.filter { wanting[Int($0)] == members }
      try state(for: members).update(
        rows.count == batch.rowCount ? batch : plan.aggregated(batch).gathered(rows))
    }
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
