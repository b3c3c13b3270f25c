package import Diagnostics

/// Turns content files of older generations into the shape of ESCU 6.
///
/// Source: the porting rules of the upstream tools: the message becomes the title and the message
/// of each entity, manual tests become experimental ones, throttling goes.
package enum ContentMigration {
  package struct Outcome: Sendable {
    /// The file's new text.
    package let text: String
    /// What a person must look at, in whole sentences.
    package let remarks: [String]
    /// Whether the day that the file was created is a guess: the old `date`.
    package let guessesCreation: Bool
  }

  /// The kinds that a migration changes.
  package static let kinds: Set<ContentKind> = [.detection, .baseline, .story]

  /// The new text of a file; nil for one that has the shape already, or that no migration changes.
  ///
  /// Shape: every line that need not change stays as it is, comments included.
  /// Errors: a `Diagnostic` for a file that cannot be read or taken apart.
  package static func migrated(
    _ source: SourceText, kind: ContentKind?, today: String
  ) throws(Diagnostic) -> Outcome? {
    let parsed = ParsedFile(source, kind: kind)
    guard let file = parsed.checked(older: .escu4) else {
      throw parsed.loaded.diagnostics.first
        ?? Diagnostic(.unknownShape, "the file is no content", at: nil)
    }
    guard kinds.contains(file.kind), file.root.pair("creation_date") == nil || file.shape != .escu6
    else { return nil }
    if let error = parsed.loaded.diagnostics.first(where: { $0.severity == .error }) { throw error }
    let first = firstByte(source)
    let blocks = try KeyBlocks(file.root, in: first..<source.bytes.count, of: source)
    var writer = MigrationWriter(blocks: blocks, today: today)
    try writer.flattenTags(in: source)
    writer.writeHeader()
    if let detection = file.detection, file.kind == .detection {
      writer.writeDetection(detection, folders: file.folders.map(String.init))
    }
    writer.writeTests(isManual: file.detection?.manualTest != nil)
    let outcome = writer.finished()
    try check(outcome.text, of: source, kind: file.kind)
    return outcome
  }

  private static func firstByte(_ source: SourceText) -> Int {
    source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The new text must read as the old one does.
  private static func check(
    _ text: String, of source: SourceText, kind: ContentKind
  ) throws(Diagnostic) {
    let new = ParsedFile(SourceText(name: source.name, text: text), kind: kind)
    let old = ParsedFile(source, kind: kind)
    if let error = new.loaded.diagnostics.first(where: { $0.severity == .error }) { throw error }
    guard new.document?.root["search"]?.text == old.document?.root["search"]?.text,
      new.document?.root["name"]?.text == old.document?.root["name"]?.text,
      new.document?.root["description"]?.text == old.document?.root["description"]?.text
    else {
      throw Diagnostic(
        .unknownShape, "the migrated file would not read as before", at: source.wholeSpan,
        help: "migrate it by hand, and report the file")
    }
  }
}
