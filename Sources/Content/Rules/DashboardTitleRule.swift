import Diagnostics
import EventModel
import Foundation

/// A dashboard's JSON has its title.
struct DashboardTitleRule: RepositoryRule {
  let code = DiagnosticCode.dashboardTitle

  func check(
    _ files: [CheckedFile], _ facts: RepositoryFacts, _ report: inout CheckReport
  ) {
    for root in facts.roots {
      for path in FolderListing.files(in: root + "/dashboards", type: "yml") {
        check(path, &report)
      }
    }
  }

  private func check(_ path: String, _ report: inout CheckReport) {
    let companion = (path as NSString).deletingPathExtension + ".json"
    guard let data = FileManager.default.contents(atPath: path),
      let json = FileManager.default.contents(atPath: companion)
    else { return }
    let source = SourceText(name: path, bytes: Array(data))
    guard let document = try? YAMLDocument(source), let node = document.root["name"],
      let name = node.text,
      let object = try? JSONValue.parse(String(decoding: json, as: UTF8.self)),
      case .string(let title)? = object["title"], title != name
    else { return }
    report.add(
      code, "the title in a dashboard's JSON is its name",
      at: MappingReader.span(of: node, in: source), label: "the JSON says `\(title)`",
      help: "make the two agree")
  }
}
