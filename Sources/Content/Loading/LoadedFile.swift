import Diagnostics
import Foundation

/// What one content file gave.
struct LoadedFile: Sendable, ContentOrigin {
  enum Item: Sendable {
    case detection(Detection)
    case baseline(Detection)
    case macro(Macro)
    case lookup(Lookup)
    case story(Story)
    case dataSource(DataSource)
    case deployment(Deployment)
  }

  let file: ContentFile
  var item: Item?
  var diagnostics: [Diagnostic] = []
  /// Where the two identifiers are written.
  var nameSpan: Span?
  var idSpan: Span?

  /// True for YAML that is no content at all.
  var isOtherwise: Bool {
    file.kind == nil && diagnostics.allSatisfy { $0.code == .unknownShape }
  }

  private init(unreadable file: ContentFile, reason: String) {
    self.file = file
    diagnostics = [ContentFolder.unreadable(file.path, reason)]
  }

  static func load(_ entry: ContentFolder.Entry) -> LoadedFile {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: entry.path))
      return LoadedFile(SourceText(name: entry.path, bytes: Array(data)), kind: entry.kind)
    } catch {
      let file = ContentFile(path: entry.path, kind: entry.kind, name: nil)
      return LoadedFile(unreadable: file, reason: error.localizedDescription)
    }
  }

  init(_ source: SourceText, kind: ContentKind?) {
    self = Self.parse(source, kind: kind).file
  }

  /// The file with its YAML, for those who look at more than what was read.
  static func parse(
    _ source: SourceText, kind: ContentKind?
  ) -> (file: LoadedFile, document: YAMLDocument?) {
    do throws(Diagnostic) {
      let document = try YAMLDocument(source)
      return (LoadedFile(document, kind: kind), document)
    } catch {
      return (LoadedFile(broken: source.name, kind: kind, error), nil)
    }
  }

  private init(broken path: String, kind: ContentKind?, _ diagnostic: Diagnostic) {
    file = ContentFile(path: path, kind: kind, name: nil)
    diagnostics = [diagnostic]
  }

  private init(_ document: YAMLDocument, kind: ContentKind?) {
    let path = document.source.name
    let report = ContentReport()
    guard let reader = MappingReader(document, report: report) else {
      file = ContentFile(path: path, kind: kind, name: nil)
      diagnostics = report.diagnostics
      return
    }
    let kind = kind ?? ContentKind(keysOf: reader)
    file = ContentFile(path: path, kind: kind, name: reader.node("name")?.scalar?.text)
    if let kind {
      item = Self.read(reader, kind: kind, path: path)
    } else {
      report.add(
        Diagnostic(
          .unknownShape, "the keys of the file tell no kind of content", at: reader.span,
          help: ContentKind.lookedFor))
    }
    if reader.has("name") { nameSpan = reader.span(of: "name") }
    if reader.has("id") { idSpan = reader.span(of: "id") }
    diagnostics = report.diagnostics
  }

  private static func read(_ reader: MappingReader, kind: ContentKind, path: String) -> Item? {
    switch kind {
    case .detection, .baseline:
      DetectionReader(reader: reader, file: path, isBaseline: kind == .baseline).read().map {
        $0.type == .baseline ? .baseline($0) : .detection($0)
      }
    case .macro: MacroReader(reader: reader, file: path).read().map { .macro($0) }
    case .lookup: LookupReader(reader: reader, file: path).read().map { .lookup($0) }
    case .story: StoryReader(reader: reader, file: path).read().map { .story($0) }
    case .dataSource: DataSourceReader(reader: reader, file: path).read().map { .dataSource($0) }
    case .deployment: ScheduleReader(reader: reader, file: path).readFile().map { .deployment($0) }
    }
  }
}
