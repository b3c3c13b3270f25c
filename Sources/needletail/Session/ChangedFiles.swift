import Diagnostics
import Foundation

/// The files that changed since a revision, as git tells.
struct ChangedFiles {
  /// Absolute, free of links.
  let files: Set<String>

  /// Errors: no git, no repository, no such revision.
  init(since revision: String, paths: [String]) throws {
    guard !revision.hasPrefix("-") else {
      throw Failure.usage("--since \(revision): that is no revision")
    }
    var files: Set<String> = []
    for folder in Set(paths.map(Self.folder)) {
      let top = try Self.git(["rev-parse", "--show-toplevel"], in: folder)
      let root = top.first ?? folder
      let changed = try Self.git(
        ["diff", "--name-only", "--no-renames", "-z", revision, "--"], in: root)
      let new = try Self.git(["ls-files", "--others", "--exclude-standard", "-z"], in: root)
      for name in changed + new { files.insert(Self.normal(root + "/" + name)) }
    }
    self.files = files
  }

  func contains(_ path: String) -> Bool { files.contains(Self.normal(path)) }

  /// Whether a diagnostic points into one of them.
  func contains(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.span.map { contains($0.root.span.source.name) } ?? true
  }

  private static func folder(_ path: String) -> String {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if isThere, isFolder.boolValue { return path }
    let parent = PathText.folder(of: path)
    return parent.isEmpty ? "." : parent
  }

  /// The path as `files` has it.
  static func normal(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  private static func wayOut(_ message: String) -> String {
    guard message.contains("revision") || message.contains("object") else { return "" }
    return "\n  = help: a shallow clone has few revisions: fetch all (`fetch-depth: 0` in GitHub "
      + "Actions, `GIT_DEPTH: \"0\"` in GitLab), or leave out `--since` for a first commit"
  }

  private static func git(_ arguments: [String], in folder: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder] + arguments
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw Failure.world("--since needs git: \(error.localizedDescription)")
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let message = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let text = String(decoding: message, as: UTF8.self).trimmingCharacters(in: .newlines)
      throw Failure.usage("--since: git says: \(text)" + Self.wayOut(text))
    }
    return String(decoding: data, as: UTF8.self)
      .split { $0 == "\0" || $0 == "\n" }.map(String.init)
  }
}
