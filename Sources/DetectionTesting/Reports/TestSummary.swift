/// How many tests came to what.
package struct TestSummary: Sendable, Equatable {
  package let counts: [TestOutcome.Verdict: Int]
  package let total: Int
  package let detections: Int

  package init(_ outcomes: [TestOutcome]) {
    counts = outcomes.reduce(into: [:]) { $0[$1.verdict, default: 0] += 1 }
    total = outcomes.count
    detections = Set(outcomes.map { $0.detection }).count
  }

  package func count(_ verdict: TestOutcome.Verdict) -> Int { counts[verdict] ?? 0 }

  /// `46 detections, 138 tests: 138 passed`
  package var line: String {
    let parts = TestOutcome.Verdict.allCases.compactMap { verdict -> String? in
      let count = count(verdict)
      return count == 0 ? nil : "\(count) \(Self.word(verdict))"
    }
    let tests = "\(total) test\(total == 1 ? "" : "s")"
    let head = "\(detections) detection\(detections == 1 ? "" : "s"), \(tests)"
    return parts.isEmpty ? head : head + ": " + parts.joined(separator: ", ")
  }

  private static func word(_ verdict: TestOutcome.Verdict) -> String {
    switch verdict {
    case .passed: "passed"
    case .failed: "failed"
    case .error: "could not run"
    case .missingData: "without data"
    case .skipped: "skipped"
    }
  }
}
