package import Content

/// Which tests run over which events: tests over the same events share one scan.
package struct TestPlan: Sendable {
  package struct Group: Sendable {
    package let data: [TestData]
    package let cases: [TestCase]
  }

  /// Ordering: by the first test of each.
  package let groups: [Group]
  /// What is decided without running, by the place among all outcomes.
  package let decided: [Int: TestOutcome]
  package let count: Int
}

extension TestPlan {
  /// `includesManual`: runs tests that are said to need a person, too.
  ///
  /// Ordering: outcomes by detection, then unit before integration, then as written.
  package init(
    _ detections: [Detection], kinds: Set<TestOutcome.Kind>, includesManual: Bool = false
  ) {
    var groups: [Group] = []
    var numbers: [[TestData]: Int] = [:]
    var decided: [Int: TestOutcome] = [:]
    var position = 0
    for detection in detections {
      for kind in TestOutcome.Kind.allCases where kinds.contains(kind) {
        for test in Self.tests(of: detection, kind) {
          let one = TestCase(
            detection: detection, test: test, kind: kind, position: position)
          position += 1
          if let reason = Self.skipReason(one, includesManual: includesManual) {
            decided[one.position] = one.outcome(.skipped, reason)
            continue
          }
          let data = Self.data(one)
          guard let number = numbers[data] else {
            numbers[data] = groups.count
            groups.append(Group(data: data, cases: [one]))
            continue
          }
          groups[number] = Group(data: data, cases: groups[number].cases + [one])
        }
      }
    }
    self.groups = groups
    self.decided = decided
    count = position
  }

  private static func tests(
    of detection: Detection, _ kind: TestOutcome.Kind
  ) -> [DetectionTest] {
    switch kind {
    case .unit:
      let none = DetectionTest(name: "(no test)", span: detection.nameSpan)
      return detection.tests.isEmpty ? [none] : detection.tests
    // What must not fire over all time cannot make a finding in an interval.
    case .integration: return detection.tests.filter { !$0.expectsNothing }
    }
  }

  private static func data(_ one: TestCase) -> [TestData] {
    let folder = ContentPlace.folder(of: one.detection.file)
    return one.test.attackData.map { TestData($0, folder: folder) }
      + (one.test.inlineEvents.map { [TestData($0)] } ?? [])
  }

  /// Source: contentctl runs neither manual tests nor those of correlations.
  private static func skipReason(_ one: TestCase, includesManual: Bool) -> String? {
    let (detection, test) = (one.detection, one.test)
    if detection.tests.isEmpty {
      return "the detection has no tests; add `tests` with `attack_data` or `events`"
    }
    if test.kind == .manual, !includesManual {
      return "a manual test" + (detection.manualTest.map { ": \($0)" } ?? "")
    }
    if detection.type == .correlation, !hasOwnEvents(test) {
      return "a correlation searches risk events, which attack data has none of; "
        + "give them as `events` or as a file of the content"
    }
    if test.attackData.isEmpty, test.inlineEvents == nil {
      return "the test names no events"
    }
    guard one.kind == .integration else { return nil }
    switch detection.type {
    case .ttp, .anomaly, .correlation: break
    case .hunting, .baseline, .investigation:
      return "a detection of type \(detection.type.rawValue) makes neither findings nor risk events"
    }
    return nil
  }

  private static func hasOwnEvents(_ test: DetectionTest) -> Bool {
    test.inlineEvents != nil
      || test.attackData.contains { data in
        if case .local = AttackDataPlace(data.data) { true } else { false }
      }
  }
}
