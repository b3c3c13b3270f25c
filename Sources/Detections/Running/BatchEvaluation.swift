import Content
import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLSyntax
import SearchEngine

/// Runs the searches of a batch over one scan, each over its own range of time.
struct BatchEvaluation: Sendable {
  enum Outcome: Sendable {
    case drafts([FindingDraft])
    case refused(String)
  }

  let content: ScheduledContent

  /// Blocks for as long as the scan takes.
  ///
  /// Errors: what the world does to the source.
  func run(
    _ runs: [ScheduledRun], over source: any EventSource, cancellation: Cancellation
  ) throws -> (outcomes: [SearchInterval: Outcome], eventsScanned: Int) {
    var outcomes: [SearchInterval: Outcome] = [:]
    var compiled: [(run: ScheduledRun, item: ScheduledContent.Item, search: CompiledSearch)] = []
    var jobs: [SearchJob] = []
    for run in runs {
      guard let item = content.items[run.search.id] else {
        outcomes[run.interval] = .refused("the detection is not part of the content any more")
        continue
      }
      let environment = environment(of: run)
      var compiler = content.compiler(environment)
      compiler.subsearchSource = (source, cancellation)
      do {
        let search = try compiler.compile(item.detection.search)
        compiled.append((run, item, search))
        jobs.append(SearchJob(plan: search.plan, environment: environment))
      } catch let diagnostic as Diagnostic {
        outcomes[run.interval] = .refused(diagnostic.rendered())
      }
    }
    let scanned = try SearchJob.run(jobs, over: source, cancellation: cancellation)
    if !scanned.report.unreadableFiles.isEmpty || !scanned.report.damagedFiles.isEmpty {
      let problem = (scanned.report.unreadableFiles + scanned.report.damagedFiles).first
      throw SourceError(
        "part of the events cannot be read: \(problem?.file ?? ""): \(problem?.reason ?? "")")
    }
    for (part, result) in zip(compiled, scanned.results) {
      switch result {
      case .failure(let diagnostic): outcomes[part.run.interval] = .refused(diagnostic.rendered())
      case .success(let batches):
        outcomes[part.run.interval] = .drafts(drafts(batches, of: part.run, part.item, part.search))
      }
    }
    return (outcomes, scanned.report.records)
  }

  /// The scheduled time is now, however late it is.
  private func environment(of run: ScheduledRun) -> SearchEnvironment {
    SearchEnvironment(
      now: Double(run.interval.nominal), zone: content.zone, earliest: run.interval.earliest,
      latest: run.interval.latest)
  }

  private func drafts(
    _ batches: [Batch], of run: ScheduledRun, _ item: ScheduledContent.Item,
    _ search: CompiledSearch
  ) -> [FindingDraft] {
    let times = FindingMaker.SearchTimes(
      earliest: run.interval.earliest, latest: run.interval.latest,
      now: Double(run.interval.nominal))
    let rows = FindingRows(batches, maker: FindingMaker(detection: item.detection, times: times))
    let drafter = FindingDrafter(
      detection: item.detection, deployment: item.deployment, factors: content.riskFactors,
      assets: content.assets,
      throttle: item.throttle, identity: FindingIdentity(search.lowered), interval: run.interval)
    return drafter.drafts(of: rows)
  }
}
