import ArgumentParser
import Content
import Diagnostics
import Foundation
import SPLSyntax

struct FmtSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Lay searches out: print one, or rewrite those of detection files.",
    discussion: """
      A command a line, long ones wrapped at 100 columns, keywords in upper case. Macros and \
      comments stay as they are written, and no search means anything else afterwards.

      Example: needletail fmt --spl 'verb=create | stats count by user.username'
      """)

  @Argument(
    help: "Detection files or folders of them; - reads one search from standard input.",
    completion: .file())
  var files: [String] = []

  @Flag(name: .long, help: "Write nothing; exit with 1 when something would change.")
  var check = false

  @Option(name: .long, help: ArgumentHelp("A search to print.", valueName: "search"))
  var spl: String?

  func validate() throws {
    if spl != nil, !files.isEmpty { throw ValidationError("give a search or files, not both") }
    if files.count > 1, files.contains("-") {
      throw ValidationError("- stands alone: it is one search")
    }
  }

  func run() throws {
    if let spl { return try print(SourceText(name: "<search>", text: spl)) }
    if files.isEmpty || files == ["-"] {
      let data = FileHandle.standardInput.readDataToEndOfFile()
      return try print(SourceText(name: "<stdin>", bytes: Array(data)))
    }
    try rewrite()
  }

  private func print(_ source: SourceText) throws {
    let text = try SearchLayout.laidOut(source.wholeSpan)
    guard check else { return StandardOutput.write(line: text) }
    let isLaidOut = source.text == text || source.text == text + "\n"
    guard !isLaidOut else { return }
    StandardError.write("the search is not in canonical layout")
    throw ExitCode(1)
  }

  private func rewrite() throws {
    var changed = 0
    var total = 0
    var hasErrors = false
    for path in files {
      guard FileManager.default.fileExists(atPath: path) else {
        throw Failure.world("there is no such file or folder: \(path)")
      }
      let library = ContentLoader.load(folders: [path])
      for diagnostic in library.diagnostics where diagnostic.severity == .error {
        StandardError.write(diagnostic.rendered())
        hasErrors = true
      }
      for detection in library.detections + library.baselines {
        total += 1
        do throws(Diagnostic) {
          guard let file = try rewritten(detection) else { continue }
          changed += 1
          StandardOutput.write(line: detection.file)
          if !check { try write(file, to: detection.file) }
        } catch {
          StandardError.write(error.rendered())
          hasErrors = true
        }
      }
    }
    let verb = check ? "would change" : "rewritten"
    let searches = "\(Quantity.count(total)) \(total == 1 ? "search" : "searches")"
    StandardError.write("\(Quantity.count(changed)) of \(searches) \(verb)")
    if hasErrors { throw ExitCode(Failure.usage) }
    if check, changed > 0 { throw ExitCode(1) }
  }

  /// The file with its search laid out; nil when it is so already.
  private func rewritten(_ detection: Detection) throws(Diagnostic) -> [UInt8]? {
    let text = try SearchLayout.laidOut(detection.search)
    let old = detection.search.text
    guard old != text, old != text + "\n" else { return nil }
    return try SearchReplacement.file(of: detection, search: text)
  }

  private func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
    do {
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Diagnostic(
        .unreadableFile, "cannot write `\(path)`", at: nil, label: error.localizedDescription)
    }
  }
}
