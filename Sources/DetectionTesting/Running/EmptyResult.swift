import Content
import Execution
import SearchEngine

/// Why the search of a test found nothing, in a few lines.
struct EmptyResult {
  /// None where the search cannot be taken apart.
  let lines: [String]

  init(_ detection: Detection, over source: any EventSource, setup: TestSetup) {
    lines = (try? Self.explained(detection, source, setup)) ?? []
  }

  private static func explained(
    _ detection: Detection, _ source: any EventSource, _ setup: TestSetup
  ) throws -> [String] {
    var compiler = setup.compiler(nil)
    compiler.subsearchSource = (source, setup.cancellation)
    let search = try compiler.compile(detection.search)
    let funnel = try FunnelRun(plan: search.lowered, environment: compiler.environment)
      .run(over: source, cancellation: setup.cancellation)
    let verdict = Explanation(search, funnel).verdict
    guard let (miss, changes) = WhyNot(search, funnel).smallestChange else { return [verdict] }
    let actual = miss.fails.map { $0.actual }.joined(separator: "; ")
    return [
      verdict, "In the closest event " + actual + ".",
      "To fire: " + changes.map { $0.printed }.joined(separator: ", ") + ".",
    ]
  }
}
