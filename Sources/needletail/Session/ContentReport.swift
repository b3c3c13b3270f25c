import Content
import Diagnostics
import EventModel
import SPLLibrary
import SPLSyntax
import SearchEngine

/// `content list`: every item, whether it is enabled, parses and runs.
struct ContentReport {
  let session: Session
  let only: [String]

  private struct Item {
    let kind: String
    let name: String
    var id: String?
    var type: String?
    var status: String?
    let file: String
    var isEnabled = true
    var verdict: SearchVerdict?
    var diagnostics: [Diagnostic] = []
  }

  func print(format: ResultFormat) throws {
    let library = session.content.library()
    let items = try items(library)
    switch format {
    case .ndjson, .json, .raw, .csv:
      for item in items { StandardOutput.write(Self.json(item) + [UInt8(ascii: "\n")]) }
    case .table: table(items)
    }
    for diagnostic in library.diagnostics where diagnostic.severity == .error {
      StandardError.write(diagnostic.rendered())
    }
    if only.isEmpty {
      let compiler = session.compiler()
      let found = KnowledgeCheck.diagnostics(compiler.knowledge, in: compiler.environment)
      for diagnostic in found { StandardError.write(diagnostic.rendered()) }
    }
    let detections = items.filter { $0.kind == "detection" }
    let running = detections.count { $0.verdict?.runs == true }
    let parsing = detections.count { $0.verdict?.parses == true }
    StandardError.write(
      "\(Quantity.plural(detections.count, "detection")): \(Quantity.count(parsing)) parse, "
        + "\(Quantity.count(running)) run")
  }

  private func items(_ library: ContentLibrary) throws -> [Item] {
    let compiler = session.compiler()
    let patterns = only.map { NamePattern($0) }
    let chosen = patterns.isEmpty ? library.detections : library.detections(matching: patterns)
    guard !chosen.isEmpty || patterns.isEmpty else {
      throw Failure.usage("no detection matches --only '\(only[0])'")
    }
    func items(_ kind: String, _ detections: [Detection]) -> [Item] {
      let verdicts = Parallel.map(detections.map { $0.search }) {
        SearchVerdict($0, compiler: compiler)
      }
      return zip(detections, verdicts).map { item(kind, $0, $1) }
    }
    func item(_ kind: String, _ detection: Detection, _ verdict: SearchVerdict) -> Item {
      Item(
        kind: kind, name: detection.name, id: detection.id, type: detection.type.rawValue,
        status: detection.status.rawValue, file: detection.file,
        isEnabled: session.project?.isEnabled(detection) ?? detection.isEnabledByDefault,
        verdict: verdict,
        diagnostics: library.diagnostics(in: detection.file)
          + [verdict.diagnostic].compactMap { $0 })
    }
    var found = items("detection", chosen)
    guard patterns.isEmpty else { return found }
    found += items("baseline", library.baselines)
    for macro in library.macroFiles {
      found.append(
        Item(
          kind: "macro", name: macro.definition.name, file: macro.definition.body.source.name))
    }
    for lookup in library.lookups {
      found.append(
        Item(
          kind: "lookup", name: lookup.name, file: lookup.file,
          diagnostics: library.diagnostics(in: lookup.file)))
    }
    for story in library.stories {
      found.append(Item(kind: "story", name: story.name, id: story.id, file: story.file))
    }
    for source in library.dataSources {
      found.append(
        Item(kind: "data_source", name: source.name, id: source.id, file: source.file))
    }
    for deployment in library.deployments {
      found.append(
        Item(
          kind: "deployment", name: deployment.name, id: deployment.id,
          file: deployment.file ?? "built in"))
    }
    return found
  }

  private static func json(_ item: Item) -> [UInt8] {
    var object = JSONObjectWriter()
    object.text("kind", item.kind)
    object.text("name", item.name)
    for (key, value) in [("id", item.id), ("type", item.type), ("status", item.status)] {
      if let value { object.text(key, value) } else { object.null(key) }
    }
    object.text("file", item.file)
    object.boolean("enabled", item.isEnabled)
    object.boolean("parses", item.verdict?.parses ?? true)
    object.boolean("runs", item.verdict?.runs ?? true)
    let diagnostics = item.diagnostics.map { diagnostic -> [UInt8] in
      var entry = JSONObjectWriter()
      entry.text("code", diagnostic.code.rawValue)
      entry.text("message", diagnostic.message)
      if let place = diagnostic.span?.position {
        entry.number("line", Double(place.line))
        entry.number("column", Double(place.column))
      } else {
        entry.null("line")
        entry.null("column")
      }
      return entry.finished()
    }
    let list = Array(diagnostics.joined(separator: [UInt8(ascii: ",")]))
    object.raw("diagnostics", [UInt8(ascii: "[")] + list + [UInt8(ascii: "]")])
    return object.finished()
  }

  private func table(_ items: [Item]) {
    let fields = ["kind", "name", "type", "status", "enabled", "runs"]
    let rows = items.map { item -> [String?] in
      let runs: String? =
        item.verdict.map { verdict in
          verdict.runs ? "yes" : "no: \(verdict.diagnostic?.message ?? "")"
        }
      return [
        item.kind, item.name, item.type, item.status, item.isEnabled ? "yes" : "no", runs,
      ]
    }
    var batch = Batch(rowCount: rows.count)
    let arena = Arena()
    for (index, field) in fields.enumerated() {
      let cells = rows.map { row in row[index].map { Cell.text(arena.store($0)) } ?? .null }
      batch.set(field, Column(cells, arenas: [arena]))
    }
    for line in TextTable.lines(ResultTable([batch]), width: nil) {
      StandardOutput.write(line: line)
    }
  }
}
