import Diagnostics
import EventModel
import QueryPlan
import Synchronization

/// One aggregation for several searches that differ in nothing but which events they want.
///
/// Rows are aggregated by who wants them: rows that all want, mostly, in one state; then rows that
/// only some want, in a state for each set of searches. A search's groups are those of the states
/// that it has a part in.
/// Memory: one state for each set of searches that some row was wanted by.
final class SharedAggregation: ScanConsumer {
  /// Who wants a row: a bit for each member.
  typealias Members = UInt64

  private static let largestCount = Members.bitWidth

  private let members: [ScanFragment]
  private let workers = Mutex<[SharedAggregationWorker]>([])
  /// By member, once all rows were seen.
  private let results = Mutex<Result<[Batch], Diagnostic>>(.success([]))

  private init(_ members: [ScanFragment]) { self.members = members }

  /// Lets fragments that can share their aggregation do so.
  static func share(_ fragments: [ScanFragment]) -> [SharedAggregation] {
    var rest = fragments.filter { $0.plan.canShareAggregation }
    var shared: [SharedAggregation] = []
    while !rest.isEmpty {
      let first = rest.removeFirst()
      let others = rest.filter { first.aggregatesSame(as: $0) }.prefix(largestCount - 1)
      rest.removeAll { fragment in others.contains { $0 === fragment } }
      let same = [first] + others
      guard same.count > 1 else { continue }
      let aggregation = SharedAggregation(same)
      for fragment in same { fragment.share(aggregation) }
      shared.append(aggregation)
    }
    return shared
  }

  /// Asks for what any member wants.
  var request: ScanRequest {
    let scans = members.map { $0.plan.split.scan }
    var scan = scans[0]
    scan.predicate = Self.either(scans.map { $0.predicate })
    for other in scans.dropFirst() { scan.needs.formUnion(other.needs) }
    scan.occasional = Self.occasional(scans, scan.needs)
    return ScanRequest(
      scan: scan, consumer: self, takesAnyOrder: members.allSatisfy { $0.plan.takesAnyOrder })
  }

  /// What all predicates have in common, and one of the rests: the source looks for literals of the
  /// former.
  private static func either(_ predicates: [Expression?]) -> Expression? {
    let terms = SharedTerms(predicates.map { SharedTerms.terms(of: $0) })
    let rest = terms.own.contains { $0.isEmpty } ? [] : [Expression.or(terms.own.map { .and($0) })]
    let all = terms.common + rest
    return all.count > 1 ? .and(all) : all.first
  }

  /// The fields that no scan asks for outside of a condition that all have.
  private static func occasional(_ scans: [EventScan], _ needs: FieldNeeds) -> OccasionalNeeds? {
    guard let condition = scans[0].occasional?.condition,
      scans.allSatisfy({ $0.occasional?.condition.printed == condition.printed })
    else { return nil }
    let fields = needs.names.filter { field in
      scans.allSatisfy { scan in
        !scan.needs.contains(field) || scan.occasional?.fields.contains(field) ?? false
      }
    }
    return fields.isEmpty ? nil : OccasionalNeeds(condition: condition, fields: Set(fields))
  }

  func makeWorker() -> any ScanWorker {
    let worker = SharedAggregationWorker(members)
    workers.withLock { $0.append(worker) }
    return worker
  }

  /// Merges what the workers have; only once, and before `rows`.
  func finish() {
    var states: [(members: Members, state: AggregationState)] = []
    let workers = workers.withLock { workers in
      defer { workers = [] }
      return workers
    }
    for worker in workers {
      for (members, state) in worker.takeStates() {
        if let known = states.first(where: { $0.members == members }) {
          known.state.merge(state)
        } else {
          states.append((members, state))
        }
      }
    }
    let result: Result<[Batch], Diagnostic>
    do throws(Diagnostic) {
      result = .success(try finished(states))
    } catch {
      result = .failure(error)
    }
    results.withLock { $0 = result }
  }

  private func finished(
    _ states: [(members: Members, state: AggregationState)]
  ) throws(Diagnostic) -> [Batch] {
    // Members that want the same rows have the same result. States that several results are made
    // of are merged before any of them is finished.
    var totals: [(parts: [Members], state: AggregationState)] = []
    let parts = members.indices.map { member in
      states.map { $0.members }.filter { $0 & (1 << Members(member)) != 0 }
    }
    for parts in parts where parts.count != 1 && !totals.contains(where: { $0.parts == parts }) {
      guard let total = members[0].makeState() else { continue }
      for part in states where parts.contains(part.members) { total.merge(part.state) }
      totals.append((parts, total))
    }
    for part in states where parts.contains([part.members]) {
      totals.append(([part.members], part.state))
    }
    var rows: [(parts: [Members], batch: Batch)] = []
    for (parts, state) in totals { rows.append((parts, try state.finish())) }
    return parts.map { parts in rows.first { $0.parts == parts }?.batch ?? Batch(rowCount: 0) }
  }

  /// The merged groups of a member.
  func rows(of fragment: ScanFragment) throws(Diagnostic) -> Batch {
    guard let member = members.firstIndex(where: { $0 === fragment }) else {
      preconditionFailure("a member of the aggregation")
    }
    return try results.withLock { $0 }.get()[member]
  }
}

extension FragmentPlan {
  /// Whether other fragments could aggregate the same rows in the same way: nothing stands before
  /// the aggregation but filters, and extractors for other events.
  fileprivate var canShareAggregation: Bool {
    aggregation != nil && tests != nil && !split.needsOrder
      && !changes.contains { $0.truth == true }
  }
}

extension FragmentPlan {
  /// Whether one scan gives two fragments their rows with no more reading than two.
  fileprivate func canShareScan(with other: FragmentPlan) -> Bool {
    let (own, others) = (split.scan.predicate, other.split.scan.predicate)
    guard changes.isEmpty, other.changes.isEmpty else { return own?.printed == others?.printed }
    // Else the source would have to read what only one of them asks for with all literals of both.
    return LiteralPrefilter(own) == LiteralPrefilter(others)
  }
}

extension ScanFragment {
  private func hasSameFilling(as other: ScanFragment) -> Bool {
    guard let own = plan.filling, let others = other.plan.filling else {
      return plan.filling == nil && other.plan.filling == nil
    }
    return own.isSame(as: others)
  }

  fileprivate func aggregatesSame(as other: ScanFragment) -> Bool {
    guard let own = plan.aggregation, let others = other.plan.aggregation else { return false }
    let (scan, otherScan) = (plan.split.scan, other.plan.split.scan)
    return own.isSame(as: others) && hasSameFilling(as: other)
      && scan.earliest == otherScan.earliest && scan.latest == otherScan.latest
      && hasSameEnvironment(as: other)
      && plan.canShareScan(with: other.plan)
  }
}
