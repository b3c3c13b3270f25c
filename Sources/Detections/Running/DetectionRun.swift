package import Content
package import Diagnostics
import EventModel
package import Execution
import QueryPlan
import SPLSyntax
package import SearchEngine

/// Runs several detections over one source in one scan.
package struct DetectionRun: Sendable {
  /// What became of one detection.
  package struct Outcome: Sendable {
    package enum Result: Sendable {
      case findings(FindingRows)
      /// The search cannot run, or failed while it ran.
      case refused(Diagnostic)
    }

    package let detection: Detection
    package let result: Result
    package let warnings: [Diagnostic]

    /// None for a detection that did not run.
    package var findings: FindingRows {
      switch result {
      case .findings(let findings): findings
      case .refused: .none(of: detection)
      }
    }
  }

  package let compiler: SearchCompiler

  package init(compiler: SearchCompiler) { self.compiler = compiler }

  /// Errors: what the world does to the source; a detection that fails has that as its outcome.
  package func run(
    _ detections: [Detection], over source: any EventSource,
    cancellation: Cancellation = Cancellation()
  ) throws -> (outcomes: [Outcome], report: ScanReport) {
    var compiler = compiler
    compiler.subsearchSource = (source, cancellation)
    var compiled: [Int: CompiledSearch] = [:]
    var refused: [Int: Diagnostic] = [:]
    let searches = Parallel.map(detections.map { $0.search }) { [compiler] search in
      Swift.Result { try compiler.compile(search) }
    }
    for (index, search) in searches.enumerated() {
      do {
        compiled[index] = try search.get()
      } catch let diagnostic as Diagnostic {
        refused[index] = diagnostic
      }
    }
    let order = compiled.keys.sorted()
    let jobs = order.compactMap { compiled[$0] }.map {
      SearchJob(plan: $0.plan, environment: compiler.environment)
    }
    let scanned = try SearchJob.run(jobs, over: source, cancellation: cancellation)
    var batches: [Int: [Batch]] = [:]
    for (index, result) in zip(order, scanned.results) {
      switch result {
      case .success(let rows): batches[index] = rows
      case .failure(let diagnostic): refused[index] = diagnostic
      }
    }
    let outcomes = detections.enumerated().map { index, detection in
      let result: Outcome.Result
      if let diagnostic = refused[index] {
        result = .refused(diagnostic)
      } else {
        result = .findings(FindingRows(batches[index] ?? [], maker: maker(detection)))
      }
      return Outcome(
        detection: detection, result: result, warnings: compiled[index]?.warnings ?? [])
    }
    return (outcomes, scanned.report)
  }

  private func maker(_ detection: Detection) -> FindingMaker {
    let environment = compiler.environment
    return FindingMaker(
      detection: detection,
      times: .init(
        earliest: environment.earliest, latest: environment.latest, now: environment.now))
  }
}
