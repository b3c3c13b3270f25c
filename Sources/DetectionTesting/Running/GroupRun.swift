import Content
import Detections
import Diagnostics
import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import SearchEngine

/// The tests over the same events: one scan for the searches over all time, one for those of the
/// schedule.
struct GroupRun {
  let group: TestPlan.Group
  let setup: TestSetup
  let scratch: Result<ScratchFolder, any Error>
  /// Threads for this group.
  let threads: Int

  /// By place among all outcomes.
  func outcomes() -> [(position: Int, outcome: TestOutcome)] {
    let clock = ContinuousClock()
    let start = clock.now
    let outcomes = run()
    let took = (clock.now - start).components
    let seconds = Double(took.seconds) + Double(took.attoseconds) / 1e18
    return zip(group.cases, outcomes).map { one, outcome in
      var outcome = outcome
      outcome.seconds = seconds / Double(group.cases.count)
      return (one.position, outcome)
    }
  }

  private func run() -> [TestOutcome] {
    let source: any EventSource
    do {
      source = try self.source()
    } catch {
      return missing("\(error)")
    }
    do {
      return try run(over: source)
    } catch is Cancellation.Cancelled {
      return group.cases.map { $0.outcome(.skipped, "interrupted") }
    } catch {
      return group.cases.map { $0.outcome(.missingData, "cannot read the events: \(error)") }
    }
  }

  /// A mistake in the search needs no events to be told.
  private func missing(_ reason: String) -> [TestOutcome] {
    var mistakes: [String: Diagnostic] = [:]
    for detection in Self.distinct(group.cases.map { $0.detection }) {
      do throws(Diagnostic) {
        _ = try setup.compiler(nil).checked(detection.search)
      } catch {
        // What lacks something else, a database of places or an app, is no mistake.
        guard !error.code.isLimitation || error.code == .unknownMacro else { continue }
        mistakes[detection.id] = error
      }
    }
    return group.cases.map { one in
      mistakes[one.detection.id].map { UnitVerdict.error(one, $0) }
        ?? one.outcome(.missingData, reason)
    }
  }

  // MARK: Events

  private func source() throws -> any EventSource {
    let parts = try group.data.map { data -> any EventSource in
      let options = FileSourceOptions(
        source: data.source, sourcetype: data.sourcetype, host: data.host, index: data.index,
        arrival: setup.now, timeZone: setup.zone, workerCount: threads)
      return FileSource(paths: [try path(data)], options: options)
    }
    return parts.count == 1 ? parts[0] : MergedSource(parts: parts)
  }

  private func path(_ data: TestData) throws -> String {
    switch data.origin {
    case .text(let text):
      let bytes = Array(text.utf8)
      return try scratch.get().file(setup.reduction?.reduced(bytes) ?? bytes)
    case .place(let place, let folder):
      let file = try setup.attackData.file(place, folder: folder)
      guard let reduction = setup.reduction else { return file }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
      return try scratch.get().file(reduction.reduced(Array(bytes)))
    }
  }

  // MARK: Searches

  private func run(over source: any EventSource) throws -> [TestOutcome] {
    // Unit and integration tests of one detection share its search over all time.
    let times = EventTimes()
    let observed = WrappedSource(base: source) { batch in
      times.note(batch)
      return batch
    }
    let detections = Self.distinct(group.cases.map { $0.detection })
    let jobs = detections.map { DetectionJob($0, run: nil) }
    let (results, report) = try DetectionJob.run(
      jobs, over: observed, setup: setup)
    if let problem = Self.unreadable(report) {
      return group.cases.map { $0.outcome(.missingData, problem) }
    }
    var whole: [String: DetectionJob.Result] = [:]
    for (detection, result) in zip(detections, results) { whole[detection.id] = result }
    var scheduled: [String: ScheduledResult] = [:]
    let due = Self.distinct(
      group.cases.filter { one in
        guard one.kind == .integration, case .findings(let rows)? = whole[one.detection.id]?.rows
        else { return false }
        return !rows.isEmpty
      }.map { $0.detection })
    if !due.isEmpty {
      scheduled = try ScheduledRuns(setup: setup, times: times).results(of: due, over: source)
    }
    let notes = Self.notes(report)
    return group.cases.map { one in
      guard let result = whole[one.detection.id] else {
        return one.outcome(.error, "the search did not run")
      }
      var outcome =
        switch one.kind {
        case .unit: UnitVerdict(one, result).outcome
        case .integration:
          IntegrationVerdict(
            one, result, scheduled: scheduled[one.detection.id],
            deployment: setup.deployment(one.detection)
          ).outcome
        }
      if one.kind == .unit, outcome.verdict == .failed, outcome.rows == 0,
        let message = outcome.message
      {
        let reasons = EmptyResult(one.detection, over: source, setup: setup).lines
        if !reasons.isEmpty { outcome.detail = ([message] + reasons).joined(separator: "\n") }
      }
      outcome.notes += notes
      return outcome
    }
  }

  private static func distinct(_ detections: [Detection]) -> [Detection] {
    var known: Set<String> = []
    return detections.filter { known.insert($0.id).inserted }
  }

  /// Why the events cannot be trusted; nil when they were read.
  private static func unreadable(_ report: ScanReport) -> String? {
    if let problem = report.unreadableFiles.first {
      return "cannot read \(problem.file): \(problem.reason)"
    }
    guard report.brokenRecords > 0, report.brokenRecords == report.records else { return nil }
    let first = report.problems.first.map { ": \($0.reason)" } ?? ""
    return "none of the \(report.records) records can be read\(first)"
  }

  private static func notes(_ report: ScanReport) -> [String] {
    guard report.brokenRecords > 0 else { return [] }
    let first = report.problems.first.map { problem in
      let place = problem.line.map { "\(problem.file):\($0)" } ?? problem.file
      return "; the first: \(place): \(problem.reason)"
    }
    return ["\(report.brokenRecords) of \(report.records) records are broken" + (first ?? "")]
  }
}
