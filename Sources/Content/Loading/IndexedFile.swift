import Diagnostics
import SPLSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A content file and what a glance at it told.
struct IndexedFile: Sendable, ContentOrigin {
  /// The folder that was asked for, by its place among them.
  let folder: Int
  let path: String
  let kind: ContentKind
  /// Of a macro: without the arity.
  let name: String
  let id: String?
  /// Set when a glance was not enough.
  private let parsed: Parsed?

  /// Thousands of places stay small when what few of them hold is elsewhere.
  private final class Parsed: Sendable {
    let file: LoadedFile

    init(_ file: LoadedFile) { self.file = file }
  }

  /// Parses the file, unless that had to be done before.
  func load() -> LoadedFile {
    parsed?.file ?? .load(ContentFolder.Entry(path: path, kind: kind))
  }

  var nameSpan: Span? { load().nameSpan }
  var idSpan: Span? { load().idSpan }

  /// What a glance can give.
  indirect enum Outcome: Sendable {
    case found(IndexedFile)
    /// A file with errors, or one that is no content at all.
    case unusable(LoadedFile)
  }

  static func glance(at entry: ContentFolder.Entry, folder: Int) -> Outcome {
    guard let kind = entry.kind, let header = header(of: entry.path),
      header.id != nil || !kind.needsID
    else { return outcome(.load(entry), folder: folder) }
    let isBaseline = header.type?.lowercased() == DetectionType.baseline.rawValue.lowercased()
    return .found(
      IndexedFile(
        folder: folder, path: entry.path,
        kind: kind == .detection && isBaseline ? .baseline : kind,
        name: kind == .macro ? MacroReader.bareName(header.name) : header.name, id: header.id,
        parsed: nil))
  }

  private static func outcome(_ file: LoadedFile, folder: Int) -> Outcome {
    guard let item = file.item else { return .unusable(file) }
    let (kind, name, id) = item.identity
    return .found(
      IndexedFile(
        folder: folder, path: file.file.path, kind: kind, name: name, id: id, parsed: Parsed(file)))
  }

  private static func header(of path: String) -> ContentHeader? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { buffer in
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return nil }
      defer { close(file) }
      let count = read(file, buffer.baseAddress, buffer.count)
      // A file that fills the buffer goes on behind it.
      guard count > 0, count < buffer.count else { return nil }
      return ContentHeader(UnsafeBufferPointer(rebasing: buffer[..<count]))
    }
  }
}

extension ContentKind {
  /// Whether two files of the kind are told apart by id too.
  fileprivate var needsID: Bool {
    switch self {
    case .detection, .baseline: true
    case .macro, .lookup, .story, .dataSource, .deployment: false
    }
  }
}

extension LoadedFile.Item {
  /// What others call the item.
  var identity: (kind: ContentKind, name: String, id: String?) {
    switch self {
    case .detection(let item): (.detection, item.name, item.id)
    case .baseline(let item): (.baseline, item.name, item.id)
    case .macro(let item): (.macro, item.definition.name, nil)
    case .lookup(let item): (.lookup, item.name, nil)
    case .story(let item): (.story, item.name, item.id)
    case .dataSource(let item): (.dataSource, item.name, item.id)
    case .deployment(let item): (.deployment, item.name, item.id)
    }
  }
}
