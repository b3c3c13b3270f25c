import Diagnostics
import EventModel

/// The names of the content of some folders, and where each of them is, without parsing it.
struct ContentIndex: Sendable {
  /// Without those that a later folder's replace.
  private(set) var detections: [IndexedFile] = []
  /// The other kinds, with those that a later folder's replace.
  private(set) var byName: [ContentKind: [String: [IndexedFile]]] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  /// Reads the files of a few kinds.
  ///
  /// Shape: with `loose`, also the files of unknown kind, whatever parsing tells they are.
  init(folders: [String], kinds: Set<ContentKind>, loose isLoose: Bool) {
    var jobs: [(folder: Int, entry: ContentFolder.Entry)] = []
    for (index, path) in folders.enumerated() {
      let folder = ContentFolder(path, kinds: kinds, loose: isLoose)
      diagnostics += folder.diagnostics
      jobs += folder.entries.map { (index, $0) }
    }
    let outcomes = Parallel.map(jobs) { IndexedFile.glance(at: $0.entry, folder: $0.folder) }
    var shelf = ContentShelf<IndexedFile, IndexedFile>()
    for (job, outcome) in zip(jobs, outcomes) {
      switch outcome {
      case .unusable(let file):
        if !(job.entry.isBesideLayout && file.isOtherwise) { diagnostics += file.diagnostics }
      case .found(let file):
        if file.kind == .detection {
          let problem = shelf.insert(
            file, name: file.name, id: file.id, folder: file.folder, from: file)
          if let problem { diagnostics.append(problem) }
        } else {
          byName[file.kind, default: [:]][file.name, default: []].append(file)
        }
      }
    }
    detections = shelf.items
  }

  func files(_ kind: ContentKind) -> [IndexedFile] {
    (byName[kind] ?? [:]).values.flatMap { $0 }
  }
}
