import Content
import Detections
import Diagnostics

/// What findings and risk events say about an integration test.
///
/// Source: contentctl's integration test: a risk event for each risk object, with type, score,
/// annotations, and a message whose tokens are all filled in; a finding where the deployment asks
/// for one.
struct IntegrationVerdict {
  let outcome: TestOutcome

  init(
    _ one: TestCase, _ whole: DetectionJob.Result, scheduled: ScheduledResult?,
    deployment: Deployment
  ) {
    switch whole.rows {
    case .refused(let diagnostic):
      outcome = UnitVerdict.error(one, diagnostic)
      return
    case .findings(let rows):
      guard !rows.isEmpty else {
        outcome = one.outcome(.failed, "found nothing, even over all time")
        return
      }
    }
    switch scheduled {
    case nil: outcome = one.outcome(.error, "the schedule did not run")
    case .some(.none(let reason)): outcome = one.outcome(.failed, reason)
    case .run(let run, let result, let count):
      outcome = Self.outcome(one, run, result, count, deployment)
    }
  }

  private static func outcome(
    _ one: TestCase, _ run: NominalRun, _ result: DetectionJob.Result, _ count: Int,
    _ deployment: Deployment
  ) -> TestOutcome {
    switch result.rows {
    case .refused(let diagnostic): return UnitVerdict.error(one, diagnostic)
    case .findings(let rows):
      guard !rows.isEmpty else {
        let minutes = Int((run.latest - run.earliest) / 60)
        return one.outcome(
          .failed,
          "the search finds something over all time, but nothing in "
            + (count == 1 ? "the interval" : "any of the \(count) intervals")
            + " of \(minutes) minutes that the schedule `\(deployment.cron)` searches")
      }
      let findings = Array(rows)
      let problem =
        riskProblem(one.detection, findings, deployment)
        ?? findingProblem(one.detection, findings, deployment)
      let notes = result.notices.map { $0.message }
      return one.outcome(
        problem == nil ? .passed : .failed, problem, rows: rows.count, notes: notes)
    }
  }

  // MARK: Risk

  private static func riskProblem(
    _ detection: Detection, _ findings: [DetectionFinding], _ deployment: Deployment
  ) -> String? {
    guard deployment.isRiskEnabled else { return nil }
    let objects = detection.scoredObjects
    guard !objects.isEmpty else {
      return "the deployment \(deployment.name) makes risk events, but the detection has no risk "
        + "object"
    }
    for object in objects {
      let events = findings.flatMap { finding in
        finding.riskEvents.filter { $0.riskObjectField == object.field }.map { (finding, $0) }
      }
      guard !events.isEmpty else {
        return "no risk event for the risk object `\(object.field)`"
      }
      for (finding, event) in events {
        if let wrong = wrong(event, of: finding, object, detection) { return wrong }
      }
    }
    return nil
  }

  private static func wrong(
    _ event: RiskEvent, of finding: DetectionFinding, _ object: RiskObject, _ detection: Detection
  ) -> String? {
    let place = "the risk event for `\(object.field)`=`\(event.riskObject)`"
    if event.riskObjectType != object.type.rawValue || event.riskScore != object.score {
      return "\(place) has type \(event.riskObjectType) and score \(event.riskScore) where "
        + "\(object.type.rawValue) and \(object.score) are expected"
    }
    if let blank = blank(object.message, finding.row) {
      return "\(place) has a message without a value for `$\(blank)$`"
    }
    let annotations = finding.annotations
    if annotations.techniques.map({ $0.id }) != detection.mitreAttackIDs
      || annotations.analyticStories != detection.analyticStories
    {
      return "\(place) has other annotations than the detection"
    }
    return nil
  }

  /// The first token of a text that the row has no value for.
  private static func blank(_ text: String, _ row: ResultRow) -> String? {
    MessageTemplate(text).fields.first { field in
      !row[field].contains { value in value.contains { !$0.isWhitespace } }
    }
  }

  // MARK: Findings

  private static func findingProblem(
    _ detection: Detection, _ findings: [DetectionFinding], _ deployment: Deployment
  ) -> String? {
    guard deployment.notable != nil, let title = detection.finding?.title else { return nil }
    for (number, finding) in findings.enumerated() {
      guard finding.title != nil else { return "row \(number + 1) makes no finding" }
      if let blank = blank(title, finding.row) {
        return "the finding of row \(number + 1) has a title without a value for `$\(blank)$`"
      }
    }
    return nil
  }
}
