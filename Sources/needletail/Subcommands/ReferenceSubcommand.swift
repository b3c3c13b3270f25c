import ArgumentParser
import Foundation
import SearchEngine

/// For `make reference`.
struct ReferenceSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Write the language reference.", shouldDisplay: false)

  @Option(name: .long, help: ArgumentHelp("Where the pages go.", valueName: "folder"))
  var out: String

  func run() throws {
    do {
      for page in LanguageReference.pages {
        let url = URL(filePath: out + "/" + page.path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(page.text.utf8).write(to: url)
      }
    } catch {
      throw Failure.world("cannot write the reference to \(out): \(error.localizedDescription)")
    }
  }
}
