import Diagnostics

/// Reads when a detection runs, from the detection itself or from a file of its own.
struct ScheduleReader {
  let reader: MappingReader
  let file: String

  /// A schedule written in a detection, or the name of one.
  func read(detection: String, type: DetectionType) -> (inline: Deployment?, name: String?) {
    if reader.has("deployment"), let deployment = reader.mapping("deployment") {
      return (readInline(deployment, detection: detection, type: type), nil)
    }
    for key in ["schedule", "schedules", "custom_schedule"] {
      guard let node = reader.node(key) else { continue }
      switch node.value {
      case .scalar(let scalar): return (nil, scalar.text)
      case .mapping:
        guard let inline = reader.mapping(key) else { return (nil, nil) }
        return (readInline(inline, detection: detection, type: type), nil)
      case .sequence(let items):
        guard items.count == 1, let name = items.first?.scalar?.text else {
          reader.wrongType(reader.name(key), "one schedule", node)
          return (nil, nil)
        }
        return (nil, name)
      }
    }
    return (nil, nil)
  }

  private func readInline(
    _ inline: MappingReader, detection: String, type: DetectionType
  ) -> Deployment? {
    let builtIn = Deployment.builtIn(for: type)
    guard let schedule = readSchedule(inline) else { return nil }
    let hasActions = inline.has("alert_action")
    return Deployment(
      name: "\(detection) - Inline Deployment", type: type, schedule: schedule,
      notable: hasActions ? readNotable(inline) : builtIn.notable,
      isRiskEnabled: hasActions ? readRiskEnabled(inline) : builtIn.isRiskEnabled, file: file)
  }

  /// A file in `deployments/` or `schedules/`.
  func readFile() -> Deployment? {
    guard let name = reader.text("name", .required), let schedule = readSchedule(reader) else {
      return nil
    }
    return Deployment(
      name: name, id: reader.text("id", .expected), type: readType(), schedule: schedule,
      notable: readNotable(reader), isRiskEnabled: readRiskEnabled(reader), file: file)
  }

  /// Newer content also schedules finding-based detections, which are no detection files.
  private func readType() -> DetectionType? {
    guard let text = reader.text("type") else { return nil }
    let type = DetectionType.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
    if type == nil {
      let names = DetectionType.allCases.map { $0.rawValue }
      let near = NearMiss.find(text, among: names)
      reader.report.add(
        Diagnostic(
          .wrongType, "no detection has the type `\(text)`", at: reader.span(of: "type"),
          label: "this deployment is for none",
          help: near.map { "did you mean `\($0)`?" }
            ?? "the types are \(names.joined(separator: ", "))",
          severity: .warning))
    }
    return type
  }

  /// The four keys stand under `scheduling`, or (ESCU 6) at the top.
  private func readSchedule(_ reader: MappingReader) -> Deployment.Schedule? {
    let isFlat = reader.has("cron_schedule")
    guard let keys = isFlat ? reader : reader.mapping("scheduling", .required) else { return nil }
    let cron = keys.text("cron_schedule", .required)
    let earliest = keys.text("earliest_time", .required)
    let latest = keys.text("latest_time", .required)
    guard let cron, let earliest, let latest else { return nil }
    return Deployment.Schedule(
      cron: cron, earliest: earliest, latest: latest,
      window: keys.text("schedule_window") ?? "auto")
  }

  private func readRiskEnabled(_ reader: MappingReader) -> Bool {
    guard reader.has("alert_action"), let actions = reader.mapping("alert_action"),
      actions.has("rba"), let rba = actions.mapping("rba")
    else { return false }
    return rba.flag("enabled") ?? false
  }

  private func readNotable(_ reader: MappingReader) -> Deployment.NotableAction? {
    guard reader.has("alert_action"), let actions = reader.mapping("alert_action"),
      actions.has("notable"), let notable = actions.mapping("notable")
    else { return nil }
    return Deployment.NotableAction(
      ruleTitle: notable.text("rule_title") ?? "%name%",
      ruleDescription: notable.text("rule_description") ?? "%description%",
      nesFields: notable.texts("nes_fields", allowsSingle: true))
  }
}
