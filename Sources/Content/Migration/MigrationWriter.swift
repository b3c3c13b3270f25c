import Diagnostics
import Foundation

/// Puts the keys of a migrated file together.
struct MigrationWriter {
  private var sections: [(key: String, lines: [String])]
  private var remarks: [String] = []
  private var guessesCreation = false
  private let blocks: KeyBlocks
  private let today: String

  init(blocks: KeyBlocks, today: String) {
    self.blocks = blocks
    self.today = today
    sections = blocks.blocks.map { ($0.key, $0.lines) }
  }

  // MARK: Sections

  private mutating func set(_ key: String, _ lines: [String]) {
    if let index = sections.firstIndex(where: { $0.key == key }) {
      sections[index].lines = lines
    } else {
      sections.append((key, lines))
    }
  }

  private mutating func remove(_ key: String) { sections.removeAll { $0.key == key } }

  private mutating func replace(_ key: String, by new: [(String, [String])]) {
    guard let index = sections.firstIndex(where: { $0.key == key }) else { return }
    sections.replaceSubrange(index...index, with: new.map { (key: $0.0, lines: $0.1) })
  }

  private func has(_ key: String) -> Bool { sections.contains { $0.key == key } }

  // MARK: Tags

  private static let keptTags = [
    "analytic_story", "asset_type", "mitre_attack_id", "product", "security_domain", "cve",
    "atomic_guid", "detections", "category", "usecase",
  ]
  /// What ESCU 6 has elsewhere, or computes.
  private static let movedTags: Set<String> = [
    "observable", "message", "impact", "confidence", "risk_score", "required_fields",
    "manual_test", "kill_chain_phases", "nist", "cis20", "risk_severity",
  ]

  mutating func flattenTags(in source: SourceText) throws(Diagnostic) {
    guard let block = blocks["tags"], let first = block.value.pairs.map(\.keyOffset).min() else {
      return
    }
    let start = source.line(at: first).range.lowerBound
    let nested = try KeyBlocks(block.value, in: start..<block.range.upperBound, of: source)
    var lifted: [(String, [String])] = []
    for block in nested.blocks {
      let key = block.key == "CVE" ? "cve" : block.key
      if Self.keptTags.contains(key), !has(key) {
        let lines =
          key == block.key ? block.lines : block.lines.map { $0.replacing("CVE:", with: "cve:") }
        lifted.append((key, key == "mitre_attack_id" ? Self.exact(lines, block.value) : lines))
      } else if key == "throttling" {
        remarks.append("throttling is gone in ESCU 6: it was dropped")
      } else if !Self.movedTags.contains(key) {
        remarks.append("`tags.\(key)` has no place in ESCU 6: it was dropped")
      }
    }
    replace("tags", by: lifted)
  }

  /// Without the techniques whose sub-technique is named as well, which ESCU 6 refuses.
  private static func exact(_ lines: [String], _ list: YAMLNode) -> [String] {
    let ids = list.items.compactMap(\.text)
    let parents = ids.filter { id in ids.contains { $0.hasPrefix(id + ".") } }
    return lines.filter { line in
      let item = line.drop { $0 == " " || $0 == "-" }.filter { !"'\"".contains($0) }
      return !parents.contains(item.trimmingCharacters(in: .whitespaces))
    }
  }

  // MARK: Header

  /// The version goes up, as with every change of a file.
  mutating func writeHeader() {
    if let date = blocks["date"]?.value.text {
      let created = blocks["creation_date"]?.value.text ?? date
      replace(
        "date",
        by: [
          ("creation_date", ["creation_date: '\(created)'"]),
          ("modification_date", ["modification_date: '\(today)'"]),
        ])
      guessesCreation = blocks["creation_date"] == nil
    }
    if let version = blocks["version"]?.value.scalar?.integer {
      set("version", ["version: \(max(version, 0) + 1)"])
    }
    for key in ["datamodel", "enabled_by_default", "type"] where has(key) {
      let isWanted = key == "type" && !isStory
      if !isWanted { remove(key) }
    }
  }

  private var isStory: Bool { blocks["narrative"] != nil }

  // MARK: Detections

  mutating func writeDetection(_ detection: Detection, folders: [String]) {
    if has("data_sources"), !has("data_source"), let old = blocks["data_sources"] {
      let lines = old.lines.map { $0.replacing("data_sources:", with: "data_source:") }
      replace("data_sources", by: [("data_source", lines)])
    }
    writeSchedule(detection)
    writeOffsets()
    for key in ["cve_enrichment", "mitre_attack_enrichments"] { remove(key) }
    let risk = MigratedRisk(detection)
    remarks += risk.remarks
    remove("rba")
    let index =
      sections.firstIndex { $0.key == "analytic_story" } ?? sections.endIndex
    sections.insert(contentsOf: risk.sections.map { (key: $0.0, lines: $0.1) }, at: index)
    guard !has("category") else { return }
    if let folder = folders.last(where: ChoiceRule.categories.contains) {
      let place = sections.firstIndex { $0.key == "security_domain" } ?? sections.endIndex
      sections.insert((key: "category", lines: ["category: \(folder)"]), at: place)
    } else {
      remarks.append(
        "`category` is missing: the folder is none of \(ChoiceRule.categories.joined(separator: ", "))"
      )
    }
  }

  private mutating func writeSchedule(_ detection: Detection) {
    guard has("deployment") else { return }
    guard let inline = detection.inlineDeployment else { return remove("deployment") }
    replace(
      "deployment",
      by: [
        (
          "custom_schedule",
          [
            "custom_schedule:", "    cron_schedule: \(YAMLText.quoted(inline.cron))",
            "    earliest_time: \(YAMLText.quoted(inline.earliest))",
            "    latest_time: \(YAMLText.quoted(inline.latest))",
            "    schedule_window: \(YAMLText.quoted(inline.scheduleWindow))",
          ]
        )
      ])
  }

  /// Offsets are texts, so a bare number gets quotes.
  private mutating func writeOffsets() {
    guard let old = sections.first(where: { $0.key == "drilldown_searches" }) else { return }
    let lines = old.lines.map { line -> String in
      guard let colon = line.range(of: "_offset: "), Int(line[colon.upperBound...]) != nil else {
        return line
      }
      return line[..<colon.upperBound] + "\"" + line[colon.upperBound...] + "\""
    }
    set("drilldown_searches", lines)
  }

  // MARK: Tests

  mutating func writeTests(isManual: Bool) {
    guard let tests = blocks["tests"], let old = sections.first(where: { $0.key == "tests" }),
      !tests.value.items.isEmpty
    else { return }
    if isManual { remarks.append("`manual_test` became `test_type: experimental`") }
    let kind = isManual ? "experimental" : "unit"
    var lines: [String] = []
    for line in old.lines {
      lines.append(line)
      let blanks = line.prefix { $0 == " " }.count
      let rest = line.dropFirst(blanks)
      guard rest.hasPrefix("- name:"), !isNested(blanks, old.lines) else { continue }
      lines.append(String(repeating: " ", count: blanks + 2) + "test_type: \(kind)")
    }
    set("tests", lines)
  }

  /// Whether an item at this indentation is inside another one.
  private func isNested(_ blanks: Int, _ lines: [String]) -> Bool {
    let items = lines.filter { $0.drop { $0 == " " }.hasPrefix("- ") }
    return items.map { $0.prefix { $0 == " " }.count }.min().map { $0 < blanks } ?? false
  }

  func finished() -> ContentMigration.Outcome {
    let text = sections.flatMap(\.lines).joined(separator: "\n") + "\n"
    return ContentMigration.Outcome(
      text: text, remarks: remarks, guessesCreation: guessesCreation)
  }
}
