import Diagnostics

/// ESCU 6: a detection has one schedule.
struct ScheduleChoiceRule: FileRule {
  let code = DiagnosticCode.scheduleChoice
  let kinds = Set<ContentKind>.searches

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.root["schedule"] != nil, let pair = file.root.pair("custom_schedule"),
      !pair.value.isNull
    else { return }
    report.add(
      code, "a detection has `schedule` or `custom_schedule`", at: file.keySpan(pair),
      help: "remove one of the two")
  }
}
