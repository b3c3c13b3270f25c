package import Diagnostics
import Foundation

extension ServiceSettings {
  /// Reads the `serve` section of a project file; one without has the defaults.
  ///
  /// `environment`: the process's variables.
  /// Errors: none; `settings` is nil when the file cannot be read at all, and the diagnostics say
  /// what is wrong otherwise.
  package static func load(
    _ path: String, environment: [String: String]
  ) -> (settings: ServiceSettings?, diagnostics: [Diagnostic]) {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      return read(SourceText(name: path, bytes: Array(data)), environment: environment)
    } catch {
      return (nil, [ContentFolder.unreadable(path, error.localizedDescription)])
    }
  }

  package static func read(
    _ source: SourceText, environment: [String: String]
  ) -> (settings: ServiceSettings?, diagnostics: [Diagnostic]) {
    let folder = PathText.folder(of: source.name)
    let report = ContentReport()
    do {
      let isEmpty = !source.bytes.contains { $0 > 0x20 }
      let document = try YAMLDocument(isEmpty ? SourceText(name: source.name, text: "{}") : source)
      guard let file = MappingReader(document, report: report) else {
        return (nil, report.diagnostics)
      }
      let section =
        file.has("serve")
        ? file.mapping("serve")
        : MappingReader(
          source: document.source, path: "serve", pairs: [], offset: 0, report: report)
      guard let section else { return (nil, report.diagnostics) }
      let settings = ServiceReader(section, folder: folder, environment: environment).read()
      return (settings, report.diagnostics)
    } catch {
      return (nil, [error])
    }
  }
}
