import Content
import Detections
import Execution

/// What the runs of a detection's schedule gave.
enum ScheduledResult {
  /// The run that gave findings, or the last one.
  case run(NominalRun, DetectionJob.Result, runCount: Int)
  /// Why no run searched the events.
  case none(String)
}

/// Searches events as the scheduler does: one run after the other, each over its nominal range.
struct ScheduledRuns {
  let setup: TestSetup
  let times: EventTimes

  /// Runs that share one scan.
  private static let runsAtOnce = 24

  /// By detection id. A detection's runs end with the first that gives findings.
  func results(
    of detections: [Detection], over source: any EventSource
  ) throws -> [String: ScheduledResult] {
    var results: [String: ScheduledResult] = [:]
    var byShift: [Double: [(detection: Detection, runs: [NominalRun])]] = [:]
    guard let range = times.range else {
      return none(of: detections, "no event has a time, so no interval has events")
    }
    let minutes = times.minutes
    for detection in detections {
      do {
        let schedule = try DeploymentRuns(setup.deployment(detection), zone: setup.zone)
        guard
          let plan = IntervalPlan(events: range, minutes: minutes, schedule: schedule),
          !plan.runs.isEmpty
        else {
          results[detection.id] = ScheduledResult.none(
            "no run of the schedule searches the time of the events")
          continue
        }
        byShift[plan.shift, default: []].append((detection, plan.runs))
      } catch {
        results[detection.id] = ScheduledResult.none(error.message)
      }
    }
    for (shift, group) in byShift.sorted(by: { $0.key < $1.key }) {
      let shifted = WrappedSource.shifted(source, by: shift)
      results.merge(try run(group, over: shifted)) { $1 }
    }
    return results
  }

  private func run(
    _ group: [(detection: Detection, runs: [NominalRun])], over source: any EventSource
  ) throws -> [String: ScheduledResult] {
    var results: [String: ScheduledResult] = [:]
    var open = group
    while !open.isEmpty {
      let share = max(1, Self.runsAtOnce / open.count)
      let jobs = open.flatMap { item in
        item.runs.prefix(share).map { DetectionJob(item.detection, run: $0) }
      }
      let scanned = try DetectionJob.run(jobs, over: source, setup: setup).results
      for (job, result) in zip(jobs, scanned) {
        guard let run = job.run else { continue }
        let id = job.detection.id
        var count = 1
        if case .run(_, let earlier, let known)? = results[id] {
          if Self.isDecided(earlier) { continue }
          count += known
        }
        results[id] = .run(run, result, runCount: count)
      }
      open = open.compactMap { item in
        if case .run(_, let result, _)? = results[item.detection.id], Self.isDecided(result) {
          return nil
        }
        let rest = Array(item.runs.dropFirst(share))
        return rest.isEmpty ? nil : (item.detection, rest)
      }
    }
    return results
  }

  private static func isDecided(_ result: DetectionJob.Result) -> Bool {
    switch result.rows {
    case .findings(let rows): !rows.isEmpty
    case .refused: true
    }
  }

  private func none(of detections: [Detection], _ reason: String) -> [String: ScheduledResult] {
    var results: [String: ScheduledResult] = [:]
    for detection in detections { results[detection.id] = ScheduledResult.none(reason) }
    return results
  }
}
