package import Diagnostics
import Foundation
import SPLSyntax

extension ProjectFile {
  /// The project file of a folder, if there is one.
  package static func find(in folder: String) -> String? {
    let path = ContentFolder.join(folder, fileName)
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// Reads a project file; relative paths in it start at its folder.
  ///
  /// Errors: none; the file is nil when it is no YAML mapping, and otherwise holds what was right.
  package static func load(_ path: String) -> (file: ProjectFile?, diagnostics: [Diagnostic]) {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      return read(SourceText(name: path, bytes: Array(data)))
    } catch {
      return (nil, [ContentFolder.unreadable(path, error.localizedDescription)])
    }
  }

  /// Reads the text of a project file.
  package static func read(_ source: SourceText) -> (file: ProjectFile?, diagnostics: [Diagnostic])
  {
    guard source.bytes.contains(where: { $0 > 0x20 }) else { return (empty(source.name), []) }
    let report = ContentReport()
    do {
      let document = try YAMLDocument(source)
      guard let reader = MappingReader(document, report: report) else {
        return (nil, report.diagnostics)
      }
      let file = ProjectFileReader(reader: reader, file: source.name).read()
      return (file, report.diagnostics)
    } catch {
      return (nil, [error])
    }
  }

  private static func empty(_ path: String) -> ProjectFile {
    ProjectFile(
      content: [], macros: [], lookups: [], source: nil, sourcetype: nil, index: nil, host: nil,
      geoip: nil, timezone: nil, enable: [], disable: [], file: path)
  }
}

/// Reads the keys of a project file.
struct ProjectFileReader {
  private static let keys = [
    "content", "macros", "lookups", "source", "sourcetype", "index", "host", "geoip", "timezone",
    "enable", "disable", "serve",
  ]

  let reader: MappingReader
  let file: String

  func read() -> ProjectFile {
    reader.refuseUnknownKeys(besides: Self.keys)
    return ProjectFile(
      content: reader.texts("content", allowsSingle: true).map(resolve), macros: readMacros(),
      lookups: readLookups(), source: reader.text("source"),
      sourcetype: reader.text("sourcetype"), index: reader.text("index"),
      host: reader.text("host"), geoip: reader.text("geoip").map(resolve),
      timezone: reader.text("timezone"), enable: readPatterns("enable"),
      disable: readPatterns("disable"), file: file)
  }

  private func readPatterns(_ key: String) -> [NamePattern] {
    reader.texts(key, allowsSingle: true).map { NamePattern($0) }
  }

  private func readMacros() -> [MacroDefinition] {
    guard reader.has("macros"), let macros = reader.mapping("macros") else { return [] }
    return macros.entries.compactMap { entry in
      guard let (name, parameters) = Self.signature(entry.key) else {
        reader.report.add(
          Diagnostic(
            .wrongType, "a macro is written `name` or `name(argument, …)`", at: entry.keySpan,
            label: "this is `\(entry.key)`"))
        return nil
      }
      guard let body = macros.tracedText(entry.node, name: macros.name(entry.key)) else {
        return nil
      }
      return MacroDefinition(name: name, parameters: parameters, body: body)
    }
  }

  private static func signature(_ text: String) -> (name: String, parameters: [String])? {
    let text = text.trimmingCharacters(in: .whitespaces)
    guard let open = text.firstIndex(of: "(") else {
      return text.isEmpty || text.contains(")") ? nil : (text, [])
    }
    let name = text[..<open].trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty, text.hasSuffix(")") else { return nil }
    let inside = text[text.index(after: open)...].dropLast()
    guard inside.contains(where: { $0 != " " }) else { return (name, []) }
    let parameters = inside.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    let isName = { (name: String) in
      !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
    return parameters.allSatisfy(isName) ? (name, parameters) : nil
  }

  private func readLookups() -> [LookupOverride] {
    guard reader.has("lookups"), let lookups = reader.mapping("lookups") else { return [] }
    return lookups.entries.compactMap { entry in
      guard let text = lookups.text(entry.key, .required) else { return nil }
      let path = resolve(text)
      let span = lookups.span(of: entry.key)
      guard FileManager.default.fileExists(atPath: path) else {
        reader.report.add(
          Diagnostic(
            .missingLookupFile, "the lookup's file does not exist: \(path)", at: span,
            help: "a relative path starts at the folder of \(ProjectFile.fileName)"))
        return nil
      }
      return LookupOverride(name: entry.key, path: path, span: span)
    }
  }

  private func resolve(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    let folder = PathText.folder(of: file)
    if folder.isEmpty { return path }
    return (folder as NSString).appendingPathComponent(path)
  }
}
