import ArgumentParser
import Content
import Diagnostics
import EventModel
import Foundation

/// `content migrate`
struct MigrateSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Turn content of ESCU 4 and 5 into the shape of ESCU 6.",
    discussion: """
      Prints the new text of a file, or with --write puts it in place. Lines that need not change \
      stay as they are, comments included; what a person must look at is told on standard error.

      Example: needletail content migrate --write detections/cloud
      """)

  @Argument(help: "Content files or folders of them.", completion: .file())
  var paths: [String]

  @Flag(name: .long, help: "Write the files in place.")
  var write = false

  @Option(
    name: .long, parsing: .unconditional,
    help: "The time that counts as now, for the date of modification.")
  var now: String?

  @OptionGroup var content: ContentOptions

  func run() throws {
    for path in paths where !FileManager.default.fileExists(atPath: path) {
      throw Failure.world("there is no such file or folder: \(path)")
    }
    let today = try ValidationRun(paths: paths, content: content, now: now).today
    let files = paths.flatMap { ContentLoader.files(in: $0) }
    guard write || files.count == 1 else {
      throw Failure.usage(
        "\(Quantity.count(files.count)) files cannot be printed: name one, or write them with --write"
      )
    }
    var migrated = 0
    var guesses = 0
    var hasErrors = false
    for (path, kind) in files {
      do throws(Diagnostic) {
        guard let outcome = try migrate(path, kind: kind, today: today) else { continue }
        migrated += 1
        if outcome.guessesCreation { guesses += 1 }
      } catch {
        StandardError.write(error.rendered())
        hasErrors = true
      }
    }
    if write {
      StandardError.write(
        "\(Quantity.count(migrated)) of \(Quantity.plural(files.count, "file")) migrated")
    }
    if guesses > 0 {
      StandardError.write(
        "`creation_date` is the old `date` in \(Quantity.plural(guesses, "file")): write when they "
          + "were new, if you know")
    }
    if hasErrors { throw ExitCode(Failure.usage) }
  }

  private func migrate(
    _ path: String, kind: ContentKind?, today: String
  ) throws(Diagnostic) -> ContentMigration.Outcome? {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(.unreadableFile, "cannot read `\(path)`", at: nil)
    }
    let source = SourceText(name: path, bytes: Array(data))
    guard let outcome = try ContentMigration.migrated(source, kind: kind, today: today) else {
      if !write { StandardOutput.write(Array(data)) }
      return nil
    }
    for remark in outcome.remarks { StandardError.write("\(path): \(remark)") }
    guard write else {
      StandardOutput.write(Array(outcome.text.utf8))
      return outcome
    }
    do {
      try Data(outcome.text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Diagnostic(
        .unreadableFile, "cannot write `\(path)`", at: nil, label: error.localizedDescription)
    }
    return outcome
  }
}
