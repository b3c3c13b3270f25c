package import Content

/// A result row on its way to become a finding, with all that is to follow from it.
package struct FindingDraft: Sendable {
  /// See `FindingIdentity.key`.
  package let key: String
  package let digest: String
  /// The row's place in the result, from 0.
  package let place: Int
  package let kind: FindingKind
  package let finding: DetectionFinding
  package let title: String
  package let severity: Severity
  package let urgency: Severity
  /// The highest of its risk events, factors counted.
  package var riskScore: Double = 0
  package let drilldowns: [FilledDrilldown]
  /// What is like it; nil where nothing is throttled.
  package let throttleKey: String?
  /// Risk events, then the notable, as far as the detection makes them.
  package var events: [StashEvent] = []
  /// The fields of a notable, also for what makes none.
  var notable: StashEvent?
}

/// Makes drafts of a detection's rows.
package struct FindingDrafter: Sendable {
  private let detection: Detection
  private let deployment: Deployment
  private let factors: [RiskFactor]
  private let assets: AssetPriorities
  private let throttle: ThrottleRule?
  private let identity: FindingIdentity
  private let interval: SearchInterval

  package init(
    detection: Detection, deployment: Deployment, factors: [RiskFactor],
    assets: AssetPriorities = AssetPriorities(), throttle: ThrottleRule?,
    identity: FindingIdentity, interval: SearchInterval
  ) {
    self.detection = detection
    self.deployment = deployment
    self.factors = factors
    self.assets = assets
    self.throttle = throttle
    self.identity = identity
    self.interval = interval
  }

  package func drafts(of rows: FindingRows) -> [FindingDraft] {
    var seen: [String: Int] = [:]
    return rows.enumerated().map { place, finding in
      let like = identity.key(
        of: finding.row, detection: detection.id, interval: interval, occurrence: 0)
      let occurrence = seen[like, default: 0]
      seen[like] = occurrence + 1
      let key = identity.key(
        of: finding.row, detection: detection.id, interval: interval, occurrence: occurrence)
      return draft(finding, key: key, place: place, times: rows.maker.times)
    }
  }

  private var kind: FindingKind {
    if detection.finding != nil || deployment.notable != nil { return .finding }
    return detection.scoredObjects.isEmpty ? .result : .intermediate
  }

  private func draft(
    _ finding: DetectionFinding, key: String, place: Int, times: FindingMaker.SearchTimes
  ) -> FindingDraft {
    let base = detection.scoredObjects.isEmpty ? 50 : Double(detection.riskScore)
    let severity =
      finding.row["severity"].first.flatMap { Severity(rawValue: $0.lowercased()) }
      ?? Severity(score: base)
    let priority =
      finding.row["risk_object_priority"].first.flatMap { AssetPriority(rawValue: $0.lowercased()) }
      ?? assets.priority(of: finding.riskEvents.map(\.riskObject)) ?? .unknown
    var draft = FindingDraft(
      key: key, digest: FindingIdentity.digest(of: finding.row), place: place, kind: kind,
      finding: finding, title: title(of: finding), severity: severity,
      urgency: Urgency.of(severity, priority),
      drilldowns: FilledDrilldown.all(of: detection, row: finding.row, times: times),
      throttleKey: throttle?.key(of: finding.row))
    let writer = StashWriter(
      detection: detection, deployment: deployment, factors: factors, assets: assets,
      times: times)
    if deployment.isRiskEnabled || detection.finding?.entity != nil {
      let risks = writer.riskEvents(of: draft)
      draft.events = risks.map(\.event)
      draft.riskScore = risks.map(\.score).max() ?? 0
    }
    let notable = writer.notable(of: draft)
    draft.notable = notable
    if kind == .finding { draft.events.append(notable) }
    return draft
  }

  private func title(of finding: DetectionFinding) -> String {
    if let title = finding.title { return title }
    if let message = finding.riskEvents.first?.riskMessage { return message }
    return finding.detection
  }
}
