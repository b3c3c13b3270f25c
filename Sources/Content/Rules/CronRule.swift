import Diagnostics

/// A schedule that cron can read.
struct CronRule: FileRule {
  let code = DiagnosticCode.invalidCron
  let kinds: Set<ContentKind> = [.detection, .baseline, .deployment]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    let paths = [
      "cron_schedule", "scheduling.cron_schedule", "custom_schedule.cron_schedule",
      "deployment.scheduling.cron_schedule",
    ]
    for (text, node) in paths.flatMap({ file.texts($0) }) {
      guard let problem = CronForm.problem(text) else { continue }
      report.add(
        code, "a cron schedule has five fields of numbers in range", at: file.span(node),
        label: problem, help: "every hour is `0 * * * *`, every day at one `0 1 * * *`")
    }
  }
}
