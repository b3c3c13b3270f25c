import ArgumentParser
import Content

/// Names of detections for the shell that completes a command line.
enum DetectionNames {
  static let completion = CompletionKind.custom { arguments, _, prefix in
    let named = zip(arguments, arguments.dropFirst()).filter { $0.0 == "--content" }.map { $0.1 }
    guard let folders = named.isEmpty ? (try? Session.shippedPack()).map({ [$0] }) : named
    else { return [] }
    let names = ContentStore(folders: folders).detectionNames.map { $0.name }
    // Bash cuts words at blanks, and `?` in a pattern is any character.
    let isBash = CompletionShell.requesting == .bash
    let words = isBash ? names.map { $0.replacing(" ", with: "?") } : names
    return words.filter { $0.lowercased().hasPrefix(prefix.lowercased()) }.sorted()
  }
}
