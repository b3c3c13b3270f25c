import EventFiles
import EventStore
import Execution

/// What a search reads: files, or a store.
enum EventInput {
  case files(FileSource, names: [String])
  case store(StoreSource)

  /// Errors: `Failure` when both are named, or the store is not there.
  init(files: [String], store: StoreOption, session: Session) throws {
    guard let folder = store.store else {
      self = .files(try session.source(files), names: files)
      return
    }
    guard files.isEmpty else {
      throw Failure.usage("name files or --store, not both")
    }
    do {
      self = .store(try StoreSource(folder: folder))
    } catch {
      throw Failure.world(error.message)
    }
  }

  var source: any EventSource {
    switch self {
    case .files(let source, _): source
    case .store(let source): source
    }
  }

  /// Whether there is anything to read.
  var isNamed: Bool {
    switch self {
    case .files(_, let names): !names.isEmpty
    case .store: true
    }
  }

  /// How far the running scan is.
  var progress: ScanProgress {
    switch self {
    case .files(let source, _): source.progress
    case .store(let source): source.progress
    }
  }

  /// A file that was named and could not be read, or one that broke off, is a failure, after
  /// everything else was done.
  func checkRead(_ report: ScanReport) throws {
    switch self {
    case .files(_, let names): try Inputs.checkRead(report, names)
    case .store: try Inputs.checkRead(report, [])
    }
  }
}
