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
      case findings([DetectionFinding])
      /// The search cannot run, or failed while it ran.
      case refused(Diagnostic)
    }

    package let detection: Detection
    package let result: Result
    package let warnings: [Diagnostic]

    package var findings: [DetectionFinding] {
      switch result {
      case .findings(let findings): findings
      case .refused: []
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
    for (index, detection) in detections.enumerated() {
      do {
        compiled[index] = try compiler.compile(detection.search)
      } catch let diagnostic as Diagnostic {
        refused[index] = diagnostic
      }
    }
    let order = compiled.keys.sorted()
    let jobs = order.compactMap { compiled[$0] }.map {
      SearchJob(plan: $0.plan, environment: compiler.environment)
    }
    let scanned = try SearchJob.run(jobs, over: source, cancellation: cancellation)
    var findings: [Int: [DetectionFinding]] = [:]
    for (index, result) in zip(order, scanned.results) {
      switch result {
      case .success(let batches): findings[index] = made(detections[index], batches)
      case .failure(let diagnostic): refused[index] = diagnostic
      }
    }
    let outcomes = detections.enumerated().map { index, detection in
      let result: Outcome.Result
      if let diagnostic = refused[index] {
        result = .refused(diagnostic)
      } else {
        result = .findings(findings[index] ?? [])
      }
      return Outcome(
        detection: detection, result: result, warnings: compiled[index]?.warnings ?? [])
    }
    return (outcomes, scanned.report)
  }

  private func made(_ detection: Detection, _ batches: [Batch]) -> [DetectionFinding] {
    let environment = compiler.environment
    let maker = FindingMaker(
      detection: detection,
      times: .init(
        earliest: environment.earliest, latest: environment.latest, now: environment.now))
    let table = ResultTable(batches)
    return table.rows.map { row in
      maker.finding(from: ResultRow(fields: zip(table.fields, row).map { ($0, $1) }))
    }
  }
}
