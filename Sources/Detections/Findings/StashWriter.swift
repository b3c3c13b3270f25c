import Content

/// Writes the risk events and the notable of a finding.
struct StashWriter {
  let detection: Detection
  let deployment: Deployment
  let factors: [RiskFactor]
  var assets = AssetPriorities()
  let times: FindingMaker.SearchTimes

  private static let priorityField = "risk_object_priority"

  /// One event for each risk object of the row, and its score with all factors.
  func riskEvents(of draft: FindingDraft) -> [(event: StashEvent, score: Double)] {
    draft.finding.riskEvents.enumerated().map { place, risk in
      let priority = assets.priority(of: [risk.riskObject])
      let calculated = CalculatedRisk(base: Double(risk.riskScore), factors: factors) { field in
        if field == Self.priorityField, let priority { return [priority.rawValue] }
        return Self.value(field, of: risk, draft.finding)
      }
      let id = "\(detection.id)@@risk@@\(draft.key)-\(place)"
      var fields = StashFields()
      fields.setOrigin(draft, times: times)
      fields.set(StashEvent.idField, id)
      fields.set("risk_object", risk.riskObject)
      fields.set("risk_object_type", risk.riskObjectType)
      fields.set("risk_object_field", risk.riskObjectField)
      fields.set("normalized_risk_object", risk.riskObject)
      fields.set(Self.priorityField, priority?.rawValue)
      fields.set("risk_score", Double(risk.riskScore))
      fields.set("calculated_risk_score", calculated.score)
      fields.set("risk_factor_add", calculated.added)
      fields.set("risk_factor_add_matched", calculated.addedBy)
      fields.set("risk_factor_mult", calculated.multiplied)
      fields.set("risk_factor_mult_matched", calculated.multipliedBy)
      fields.set("risk_modifier_count", 1)
      fields.set("risk_message", risk.riskMessage)
      fields.setThreats(risk.threatObjects)
      fields.setAnnotations(draft.finding.annotations)
      fields.set("savedsearch_description", detection.description)
      fields.set("contributing_events_search", risk.contributingEventsSearch)
      fields.setResult(draft.finding.row)
      return (
        StashEvent(
          id: id, index: StashEvent.riskIndex, source: detection.name,
          time: Self.microseconds(draft.finding.time), text: fields.text()), calculated.score
      )
    }
  }

  func notable(of draft: FindingDraft) -> StashEvent {
    let id = "\(detection.id)@@notable@@\(draft.key)"
    var fields = StashFields()
    fields.setOrigin(draft, times: times)
    fields.set(StashEvent.idField, id)
    fields.set("orig_action_name", "notable")
    fields.set("rule_id", id)
    fields.set("rule_name", detection.name)
    fields.set("rule_title", draft.title)
    fields.set("rule_description", detection.description)
    fields.set("security_domain", detection.securityDomain)
    fields.set("severity", draft.severity.rawValue)
    fields.set("urgency", draft.urgency.rawValue)
    fields.set("status", String(FindingStatus.new.number))
    fields.set("status_label", FindingStatus.new.label)
    fields.set("owner", StoredFinding.unassigned)
    fields.set("disposition", Disposition.undetermined.rawValue)
    fields.set("nes_fields", deployment.notable?.nesFields.joined(separator: ","))
    if let first = draft.drilldowns.first {
      fields.set("drilldown_name", first.name)
      fields.set("drilldown_search", first.search)
      fields.set("drilldown_earliest", first.earliest)
      fields.set("drilldown_latest", first.latest)
    }
    fields.set("drilldown_searches", DrilldownJSON.text(draft.drilldowns))
    fields.setAnnotations(draft.finding.annotations)
    fields.setResult(draft.finding.row)
    return StashEvent(
      id: id, index: StashEvent.notableIndex, source: detection.name,
      time: Self.microseconds(draft.finding.time), text: fields.text())
  }

  private static func microseconds(_ epoch: Double) -> Int64 { Int64((epoch * 1e6).rounded()) }

  private static func value(
    _ field: String, of risk: RiskEvent, _ finding: DetectionFinding
  ) -> [String] {
    switch field {
    case "risk_object", "normalized_risk_object": [risk.riskObject]
    case "risk_object_type": [risk.riskObjectType]
    case "risk_object_field": [risk.riskObjectField]
    case "search_name", "source": [risk.searchName]
    case "threat_object": risk.threatObjects.map(\.value)
    case "annotations.mitre_attack": finding.annotations.techniques.map { $0.id }
    default: finding.row[field]
    }
  }
}
