import Diagnostics
import EventModel
import EventStore
import Execution
import QueryPlan
import SPLSyntax
import SearchEngine

/// Risk events and notables on their way into the store.
///
/// An event is written down with its finding, marked before it is appended, and removed when the store
/// has it. One that is still marked after a crash or an unclear failure may have arrived: the store is
/// asked first.
extension DetectionScheduler {
  func drainOutbox() async {
    do {
      while true {
        let waiting = try state.outgoing(limit: settings.outboxBatch)
        guard !waiting.isEmpty else { return }
        let doubtful = waiting.filter(\.isDoubtful)
        if !doubtful.isEmpty {
          let known = try await stored(doubtful)
          try state.arrived(doubtful.filter { known.contains($0.event.id) })
          try state.refused(doubtful.filter { !known.contains($0.event.id) })
          continue
        }
        guard try await append(waiting) else { return }
      }
    } catch {
      tell("risk events and notables wait for the store: \(error)")
    }
  }

  /// False when the store wants them later.
  private func append(_ waiting: [StateDatabase.OutgoingEvent]) async throws -> Bool {
    try state.send(waiting)
    do {
      _ = try await sink.append(StashEvent.block(of: waiting.map(\.event), host: settings.host))
    } catch {
      switch error {
      case .busy(let reason):
        try state.refused(waiting)
        tell("the store takes no risk events at the moment: \(reason)")
      case .stopping: try state.refused(waiting)
      }
      return false
    }
    try state.arrived(waiting)
    return true
  }

  /// Which of the events are in the store.
  private func stored(_ events: [StateDatabase.OutgoingEvent]) async throws -> Set<String> {
    guard let content, let first = events.map(\.event.time).min(),
      let last = events.map(\.event.time).max()
    else { return [] }
    let environment = SearchEnvironment(
      now: Double(last) / 1e6, zone: settings.zone, earliest: Double(first) / 1e6 - 1,
      latest: Double(last) / 1e6 + 1)
    let text = SourceText(
      name: "<outbox>",
      text: "index=\(StashEvent.riskIndex) OR index=\(StashEvent.notableIndex) | fields "
        + StashEvent.idField)
    let search = try content.compiler(environment).compile(text.wholeSpan)
    let source = source
    let job = SearchJob(plan: search.plan, environment: environment)
    let batches = try await Self.blocking { try job.run(over: source).batches }
    let arena = Arena()
    return batches.reduce(into: []) { ids, batch in
      let column = batch[StashEvent.idField]
      for row in 0..<batch.rowCount {
        if let id = column[row].texts(in: arena).first?.string { ids.insert(id) }
      }
    }
  }
}
