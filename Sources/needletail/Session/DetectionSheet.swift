import Content
import Diagnostics
import SPLSyntax
import SearchEngine

/// `content show`: one detection on one page.
struct DetectionSheet {
  let detection: Detection
  let session: Session

  func print() {
    let deployment = session.content.deployment(for: detection)
    let compiler = session.compiler()
    let verdict = SearchVerdict(detection.search, compiler: compiler)
    row("name", detection.name)
    row("id", detection.id)
    row("type", "\(detection.type.rawValue), \(detection.status.rawValue)")
    row("file", detection.file)
    row("about", detection.description)
    row("data", detection.dataSources.joined(separator: ", "))
    row("ATT&CK", detection.mitreAttackIDs.map { technique($0) }.joined(separator: "\n"))
    row("stories", detection.analyticStories.joined(separator: ", "))
    row(
      "schedule",
      "\(deployment.cron), \(deployment.earliest) to \(deployment.latest), window "
        + deployment.scheduleWindow)
    row(
      "risk",
      detection.scoredObjects.map { "\($0.score)  \($0.type.rawValue) \($0.field): \($0.message)" }
        .joined(separator: "\n"))
    row(
      "threats",
      detection.threatObjects.map { "\($0.field) (\($0.type))" }.joined(separator: ", "))
    row("search", detection.search.text)
    if let pipeline = try? compiler.parse(detection.search) { row("expanded", pipeline.printed) }
    row("runs", verdict.runs ? "yes" : "no")
    if let diagnostic = verdict.diagnostic {
      StandardOutput.show("\n" + diagnostic.rendered()) {
        TerminalColor.output.message($0)
      }
    }
  }

  private func technique(_ id: String) -> String {
    guard let known = MITREAttack.technique(id) else { return id }
    return "\(id) \(known.name) (\(known.tactics.map { $0.name }.joined(separator: ", ")))"
  }

  private func row(_ name: String, _ text: String) {
    guard !text.isEmpty else { return }
    let pad = String(repeating: " ", count: max(1, 10 - name.count))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let head = index == 0 ? name : String(repeating: " ", count: name.count)
      StandardOutput.show(head + pad + line)
    }
  }
}
