import Diagnostics
import EventModel
import QueryPlan

/// Reads one file of `sourcetypes/`.
struct SourcetypeReader {
  struct Result {
    let sourcetypes: [String]
    let sources: [String]
    let rules: SourcetypeRules
  }

  static let keys = [
    "name", "description", "sourcetypes", "sources", "time", "extract", "aliases", "evals",
    "lookups",
  ]

  private enum Kind: String, CaseIterable {
    case windowsXML = "windows-xml"
    case xml, kv, json, regex, delimited
  }

  let reader: MappingReader

  func read() -> Result? {
    reader.refuseUnknownKeys(besides: Self.keys)
    guard let name = reader.text("name", .required) else { return nil }
    let sourcetypes = reader.texts("sourcetypes", allowsSingle: true)
    let sources = reader.texts("sources", allowsSingle: true)
    if sourcetypes.isEmpty, sources.isEmpty {
      reader.report.add(
        Diagnostic(
          .missingKey, "rules need one of the keys `sourcetypes` and `sources`", at: reader.span,
          help: "say which events they are for: `sourcetypes: [\"name\"]`"))
    }
    return Result(
      sourcetypes: sourcetypes, sources: sources,
      rules: SourcetypeRules(
        name: name, times: reader.mappings("time").compactMap { time($0) },
        extractions: reader.mappings("extract").compactMap { extraction($0) },
        aliases: aliases(), calculations: Self.calculations(reader, "evals"),
        lookups: reader.mappings("lookups").compactMap { lookup($0) }))
  }

  /// `{pattern: …}` or `{key: a.b}`, with `format` and `zone`.
  private func time(_ rule: MappingReader) -> SourcetypeRules.Time? {
    rule.refuseUnknownKeys(besides: ["pattern", "key", "format", "zone"])
    let place: SourcetypeRules.Time.Place
    if let path = rule.text("key") {
      place = .member(path.split(separator: ".").map(String.init))
    } else {
      guard let pattern = rule.text("pattern", .required) else { return nil }
      place = .pattern(pattern)
    }
    var zone: TimeZoneRules?
    if let name = rule.text("zone") {
      do {
        zone = try TimeZoneRules.named(name)
      } catch {
        rule.report.add(
          Diagnostic(
            .invalidValue, error.message, at: rule.span(of: "zone"),
            help: "name a zone as `UTC` or `Europe/Berlin`"))
      }
    }
    return SourcetypeRules.Time(
      place, format: rule.text("format").map { StrptimeFormat($0) }, zone: zone,
      at: rule.has("pattern") ? rule.span(of: "pattern") : rule.span)
  }

  private func extraction(_ rule: MappingReader) -> SourcetypeRules.Extraction? {
    rule.refuseUnknownKeys(besides: ["kind", "field", "pattern", "delimiter", "names"])
    guard let kind: Kind = rule.choice("kind", .required) else { return nil }
    let field = rule.text("field") ?? "_raw"
    let extraction: SourcetypeRules.Extraction.Kind
    switch kind {
    case .windowsXML: extraction = .windowsXML
    case .xml: extraction = .xml
    case .kv: extraction = .keyValue
    case .json: extraction = .json
    case .regex:
      guard let pattern = rule.text("pattern", .required) else { return nil }
      extraction = .regex(pattern)
    case .delimited:
      guard let delimiter = rule.text("delimiter"), !delimiter.isEmpty else {
        rule.missing("delimiter", .required)
        return nil
      }
      extraction = .delimited(by: delimiter, names: rule.texts("names", .required))
    }
    let place = kind == .regex ? rule.span(of: "pattern") : rule.span
    return SourcetypeRules.Extraction(extraction, of: field, at: place)
  }

  /// `target: source`, `target: [a, b]` or `target: {sources: [a], overwrite: true}`.
  private func aliases() -> [SourcetypeRules.Alias] {
    guard let mapping = reader.mapping("aliases") else { return [] }
    return mapping.entries.compactMap { entry in
      if case .mapping = entry.node.value, let alias = mapping.mapping(entry.key) {
        alias.refuseUnknownKeys(besides: ["sources", "overwrite"])
        return SourcetypeRules.Alias(
          entry.key, alias.texts("sources", .required, allowsSingle: true),
          overwrites: alias.flag("overwrite") ?? false)
      }
      return SourcetypeRules.Alias(
        entry.key, mapping.texts(entry.key, .required, allowsSingle: true))
    }
  }

  /// Fields and the expressions that give them.
  static func calculations(
    _ reader: MappingReader, _ key: String
  ) -> [SourcetypeRules.Calculation] {
    guard let mapping = reader.mapping(key) else { return [] }
    return mapping.entries.compactMap { entry in
      mapping.tracedText(entry.node, name: mapping.name(entry.key)).map {
        SourcetypeRules.Calculation(entry.key, $0)
      }
    }
  }

  private func lookup(_ rule: MappingReader) -> SourcetypeRules.AutomaticLookup? {
    rule.refuseUnknownKeys(besides: ["lookup", "input", "output"])
    let table = rule.text("lookup", .required)
    let inputs = pairs(rule, "input")
    let outputs = pairs(rule, "output")
    guard let table else { return nil }
    return SourcetypeRules.AutomaticLookup(
      table: table, inputs: inputs, outputs: outputs, at: rule.span(of: "lookup"))
  }

  private func pairs(
    _ rule: MappingReader, _ key: String
  ) -> [SourcetypeRules.AutomaticLookup.Pair] {
    guard let mapping = rule.mapping(key, .required) else { return [] }
    return mapping.keys.compactMap { column in
      mapping.text(column, .required).map { .init(column: column, field: $0) }
    }
  }
}
