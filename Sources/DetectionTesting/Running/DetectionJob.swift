import Content
import Detections
import Diagnostics
import Execution
import QueryPlan
import SearchEngine

/// The search of a detection over all time, or over the range of one run of its schedule.
struct DetectionJob: Sendable {
  let detection: Detection
  let run: NominalRun?

  init(_ detection: Detection, run: NominalRun?) {
    self.detection = detection
    self.run = run
  }

  struct Result: Sendable {
    enum Rows: Sendable {
      case findings(FindingRows)
      case refused(Diagnostic)
    }

    let rows: Rows
    let notices: [Diagnostic]
  }

  /// Runs jobs over one scan.
  ///
  /// Ordering: as the jobs.
  /// Errors: what the world does to the source.
  static func run(
    _ jobs: [DetectionJob], over source: any EventSource, setup: TestSetup
  ) throws -> (results: [Result], report: ScanReport) {
    var compiled: [(index: Int, job: SearchJob)] = []
    var refused: [Int: Diagnostic] = [:]
    for (index, job) in jobs.enumerated() {
      var compiler = setup.compiler(job.run)
      compiler.subsearchSource = (source, setup.cancellation)
      do {
        let search = try compiler.compile(job.detection.search)
        compiled.append(
          (index, SearchJob(plan: search.plan, environment: compiler.environment)))
      } catch let diagnostic as Diagnostic {
        refused[index] = diagnostic
      }
    }
    let scanned = try SearchJob.run(
      compiled.map { $0.job }, over: source, cancellation: setup.cancellation)
    var results: [Int: Result] = [:]
    for ((index, job), result) in zip(compiled, scanned.results) {
      let rows: Result.Rows
      switch result {
      case .failure(let diagnostic): rows = .refused(diagnostic)
      case .success(let batches):
        let times = FindingMaker.SearchTimes(
          earliest: job.environment.earliest, latest: job.environment.latest,
          now: job.environment.now)
        rows = .findings(
          FindingRows(
            batches, maker: FindingMaker(detection: jobs[index].detection, times: times)))
      }
      results[index] = Result(rows: rows, notices: job.environment.notices.all)
    }
    for (index, diagnostic) in refused {
      results[index] = Result(rows: .refused(diagnostic), notices: [])
    }
    return (jobs.indices.compactMap { results[$0] }, scanned.report)
  }
}
