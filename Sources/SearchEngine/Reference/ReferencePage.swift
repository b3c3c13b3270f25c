/// A page of the language reference.
package struct ReferencePage: Sendable {
  /// From the reference's own folder.
  package let path: String
  let title: String
  let summary: String
  /// Markdown.
  package let text: String

  init(path: String, title: String, summary: String, lines: [String]) {
    self.path = path
    self.title = title
    self.summary = summary
    text = lines.joined(separator: "\n") + "\n"
  }

  init(folder: String, name: String, summary: String, body: [String]) {
    self.init(
      path: "\(folder)/\(name).md", title: "`\(name)`", summary: summary,
      lines: ["# `\(name)`", ""] + body)
  }
}
