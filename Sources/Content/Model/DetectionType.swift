/// What a detection's rows become: a finding, risk, both or neither.
///
/// Source: the `type` key of ESCU content.
package enum DetectionType: String, Sendable, CaseIterable {
  case ttp = "TTP"
  case anomaly = "Anomaly"
  case hunting = "Hunting"
  case correlation = "Correlation"
  case baseline = "Baseline"
  case investigation = "Investigation"
}

/// How far a detection is trusted by its authors.
package enum DetectionStatus: String, Sendable, CaseIterable {
  case production, experimental, deprecated, removed
}

/// The generations of the detection file format.
package enum DetectionShape: String, Sendable, CaseIterable {
  /// Risk in `tags`: `observable`, `message`, `risk_score` or `impact` and `confidence`.
  case escu4
  /// Risk in `rba`.
  case escu5
  /// Risk in `finding` and `intermediate_findings`; no `tags`.
  case escu6
}
