import Diagnostics

/// Reads one detection file, whatever its generation.
struct DetectionReader {
  let reader: MappingReader
  let file: String
  /// The folder says that it is a baseline; those of ESCU 6 have no `type` to say it.
  let isBaseline: Bool

  /// The detection; nil when the file lacks what no run can do without.
  func read() -> Detection? {
    let search = readSearch()
    let name = reader.text("name", .required)
    let id = reader.text("id", .required)
    let type: DetectionType? =
      isBaseline && !reader.has("type") ? .baseline : reader.choice("type", .required)
    guard let shape = recognizeShape(), let search, let name, let id, let type else { return nil }
    let tags = tagReader(shape)
    let manualTest = tags.text("manual_test")
    let risk = readRisk(shape, tags: tags, type: type)
    let deployment = ScheduleReader(reader: reader, file: file).read(detection: name, type: type)
    return Detection(
      name: name, id: id, version: reader.integer("version", .required) ?? 0, type: type,
      status: readStatus(type), created: reader.text("creation_date") ?? reader.text("date"),
      modified: reader.text("modification_date") ?? reader.text("date"),
      author: reader.text("author", .expected) ?? "",
      description: reader.text("description", .expected) ?? "", search: search,
      nameSpan: reader.span(of: "name"),
      dataSources: reader.texts(reader.has("data_source") ? "data_source" : "data_sources"),
      mitreAttackIDs: tags.texts("mitre_attack_id"),
      analyticStories: tags.texts("analytic_story"),
      cves: tags.texts(tags.has("cve") ? "cve" : "CVE"), assetType: tags.text("asset_type"),
      securityDomain: tags.text("security_domain"), references: reader.texts("references"),
      howToImplement: reader.text("how_to_implement") ?? "",
      knownFalsePositives: reader.text("known_false_positives") ?? "",
      riskObjects: risk.riskObjects, threatObjects: risk.threatObjects, finding: risk.finding,
      drilldownSearches: readDrilldowns(),
      tests: TestReader(reader: reader, isManual: manualTest != nil).read(),
      manualTest: manualTest, throttling: readThrottling(tags),
      isEnabledByDefault: reader.flag("enabled_by_default") ?? false,
      inlineDeployment: deployment.inline, scheduleName: deployment.name,
      servedDetections: type == .baseline ? tags.texts("detections") : [], file: file,
      shape: shape)
  }

  private func readSearch() -> Span? {
    guard let search = reader.tracedText("search", .required) else { return nil }
    guard search.source.bytes.contains(where: { $0 > 0x20 }) else {
      reader.report.add(
        Diagnostic(
          .missingKey, "`search` must not be empty", at: reader.span(of: "search"),
          help: "write the SPL that finds the events"))
      return nil
    }
    return search
  }

  /// Baselines of ESCU 4 carry no status.
  private func readStatus(_ type: DetectionType) -> DetectionStatus {
    reader.choice("status", type == .baseline ? .optional : .required) ?? .production
  }

  // MARK: Shape

  private static let flatKeys = [
    "finding", "intermediate_findings", "threat_objects", "analytic_story", "mitre_attack_id",
    "security_domain", "creation_date", "modification_date",
  ]
  private static let riskTags = ["observable", "message", "risk_score", "impact", "confidence"]

  private func recognizeShape() -> DetectionShape? {
    if reader.has("finding") || reader.has("intermediate_findings") { return .escu6 }
    if reader.has("rba") { return .escu5 }
    if reader.has("tags") {
      guard let tags = reader.mapping("tags") else { return nil }
      return Self.riskTags.contains { tags.has($0) } ? .escu4 : .escu5
    }
    if Self.flatKeys.contains(where: { reader.has($0) }) { return .escu6 }
    reader.report.add(
      Diagnostic(
        .unknownShape, "the file has none of the three shapes of a detection",
        at: reader.span(of: "name"),
        help: "looked for `tags` with `observable`, `message` or `risk_score` (ESCU 4), for `rba` "
          + "or `tags` (ESCU 5), and for `finding`, `intermediate_findings`, `analytic_story`, "
          + "`mitre_attack_id` or `security_domain` at the top level (ESCU 6)"))
    return nil
  }

  /// Where a generation keeps its tags: in `tags`, or flattened into the file.
  private func tagReader(_ shape: DetectionShape) -> MappingReader {
    switch shape {
    case .escu4, .escu5: reader.mapping("tags") ?? reader
    case .escu6: reader.has("tags") ? reader.mapping("tags") ?? reader : reader
    }
  }

  private func readRisk(
    _ shape: DetectionShape, tags: MappingReader, type: DetectionType
  ) -> DetectionRisk {
    switch shape {
    // The observables of a baseline are placeholders.
    case .escu4: type == .baseline ? DetectionRisk() : RiskReader.readTags(tags)
    case .escu5: RiskReader.readRBA(reader)
    case .escu6: RiskReader.readFindings(reader)
    }
  }

  // MARK: Parts

  private func readDrilldowns() -> [DrilldownSearch] {
    reader.mappings("drilldown_searches").compactMap { item in
      guard let name = item.text("name", .required), let search = item.text("search", .required)
      else { return nil }
      return DrilldownSearch(
        name: name, search: search, earliestOffset: item.text("earliest_offset", .required) ?? "",
        latestOffset: item.text("latest_offset", .required) ?? "")
    }
  }

  private func readThrottling(_ tags: MappingReader) -> Throttling? {
    guard tags.has("throttling"), let throttling = tags.mapping("throttling") else { return nil }
    guard let period = throttling.text("period", .required) else { return nil }
    return Throttling(fields: throttling.texts("fields", .required), period: period)
  }
}
