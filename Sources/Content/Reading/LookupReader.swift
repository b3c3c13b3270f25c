import Diagnostics
import Foundation
import QueryPlan

/// Reads one file of `lookups/`.
struct LookupReader {
  let reader: MappingReader
  let file: String

  func read() -> Lookup? {
    guard let name = reader.text("name", .required) else { return nil }
    let fields = readFields()
    guard let kind = readKind(name) else { return nil }
    let definition = LookupDefinition(
      name: name, matching: readMatching(),
      isCaseSensitive: reader.flag("case_sensitive_match") ?? true,
      defaultMatch: reader.text("default_match"),
      minimumMatches: reader.integer("min_matches") ?? 0,
      maximumMatches: reader.integer("max_matches") ?? 1000)
    return Lookup(
      definition: definition, kind: kind, fields: fields,
      description: reader.text("description") ?? "", file: file)
  }

  private func readFields() -> [String] {
    let key = reader.has("fields_list") ? "fields_list" : "fields"
    if case .sequence? = reader.node(key)?.value { return reader.texts(key) }
    guard let list = reader.text(key) else { return [] }
    return list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  private enum LookupType: String, CaseIterable {
    case csv, kvstore, mlmodel, computed
  }

  private func readKind(_ name: String) -> Lookup.Kind? {
    if let filename = reader.text("filename") {
      let path = sibling(filename)
      if filename.hasSuffix(".mlmodel") { return .model(path: path) }
      return csv(path, key: "filename")
    }
    if let collection = reader.text("collection") { return .collection(name: collection) }
    let stem = PathText.name(of: file) as NSString
    let own = stem.deletingPathExtension
    let type: LookupType? = reader.choice("lookup_type")
    switch type {
    case .csv: return csv(sibling(own + ".csv"), key: "lookup_type")
    case .kvstore: return .collection(name: name)
    case .mlmodel: return .model(path: sibling(own + ".mlmodel"))
    case .computed: return computed()
    case nil:
      if reader.has("lookup_type") { return nil }
      // ESCU 6 tells by the folder.
      if PathText.name(of: PathText.folder(of: file)) == "kvstore" {
        return .collection(name: name)
      }
      let path = sibling(own + ".csv")
      if FileManager.default.fileExists(atPath: path) { return .csv(path: path) }
      reader.report.add(
        Diagnostic(
          .missingKey, "a lookup needs one of the keys `filename`, `collection` and `lookup_type`",
          at: reader.span(of: "name"), label: "where are the rows of `\(name)`?",
          help:
            "a CSV file: `filename: \(own).csv`; rows that searches write: `collection: \(name)`"
        ))
      return nil
    }
  }

  /// The first field is looked up, the others are worked out.
  private func computed() -> Lookup.Kind? {
    guard let computation: LookupComputation = reader.choice("computation", .required) else {
      return nil
    }
    guard readFields().count > 1 else {
      reader.report.add(
        Diagnostic(
          .missingKey, "a computed lookup names its input and its output", at: reader.span,
          help: "write `fields: [input, output]`"))
      return nil
    }
    return .computed(computation)
  }

  private func csv(_ path: String, key: String) -> Lookup.Kind {
    if !FileManager.default.fileExists(atPath: path) {
      reader.report.add(
        Diagnostic(
          .missingLookupFile, "the lookup's file does not exist: \(path)",
          at: reader.span(of: key),
          help: "put the file there; searches that use the lookup fail until then",
          severity: .warning))
    }
    return .csv(path: path)
  }

  /// The rows stand next to their description.
  private func sibling(_ filename: String) -> String {
    if filename.hasPrefix("/") { return filename }
    let folder = PathText.folder(of: file) as NSString
    return folder.appendingPathComponent(filename)
  }

  /// `WILDCARD(a), CIDR(b)`, as a text or as a list.
  private func readMatching() -> [String: LookupDefinition.Matching] {
    guard let node = reader.node("match_type") else { return [:] }
    var rules: [Substring] = []
    if let text = node.scalar?.text {
      rules = text.split(separator: ",")
    } else {
      rules = reader.texts("match_type").map { $0[...] }
    }
    var matching: [String: LookupDefinition.Matching] = [:]
    for rule in rules {
      guard let (column, kind) = parseRule(rule.trimmingCharacters(in: .whitespaces)) else {
        reader.report.add(
          Diagnostic(
            .wrongType, "`match_type` holds `WILDCARD(column)`, `CIDR(column)` or `EXACT(column)`",
            at: reader.span(of: "match_type"), label: "this is `\(rule)`"))
        continue
      }
      matching[column] = kind
    }
    return matching
  }

  private func parseRule(_ rule: String) -> (String, LookupDefinition.Matching)? {
    guard rule.hasSuffix(")"), let open = rule.firstIndex(of: "(") else { return nil }
    let column = rule[rule.index(after: open)...].dropLast()
      .trimmingCharacters(in: .whitespaces)
    guard !column.isEmpty else { return nil }
    switch rule[..<open].uppercased() {
    case "WILDCARD": return (column, .wildcard)
    case "CIDR": return (column, .cidr)
    case "EXACT": return (column, .exact)
    default: return nil
    }
  }
}
