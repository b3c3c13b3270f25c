package import Diagnostics
import EventModel
import SPLSyntax

/// Loads content from folders in the layout of `splunk/security_content`.
package enum ContentLoader {
  /// Reads every content file of the folders; a later folder's item replaces an earlier one's.
  ///
  /// Shape: a folder holds any of `detections/ macros/ lookups/ data_sources/ stories/
  /// deployments/ schedules/ baselines/`, or content files directly; a path may also be a file.
  /// Errors: none; what is wrong is in `ContentLibrary.diagnostics`, in the order of the files.
  package static func load(folders: [String]) -> ContentLibrary {
    var jobs: [(folder: Int, entry: ContentFolder.Entry)] = []
    var diagnostics: [Diagnostic] = []
    for (index, path) in folders.enumerated() {
      let folder = ContentFolder(path)
      diagnostics += folder.diagnostics
      jobs += folder.entries.map { (index, $0) }
    }
    let files = Parallel.map(jobs.map(\.entry)) { LoadedFile.load($0) }
    let found = zip(jobs, files).filter { job, file in
      !(job.entry.isBesideLayout && file.isOtherwise)
    }
    return assemble(found.map { ($0.folder, $1) }, diagnostics: diagnostics)
  }

  /// Loads texts that are already in memory, for content that ships inside a program and tests.
  package static func load(_ sources: [(source: SourceText, kind: ContentKind?)]) -> ContentLibrary
  {
    assemble(sources.map { (0, LoadedFile($0.source, kind: $0.kind)) }, diagnostics: [])
  }

  private static func assemble(
    _ files: [(folder: Int, file: LoadedFile)], diagnostics: [Diagnostic]
  ) -> ContentLibrary {
    var assembly = ContentAssembly(diagnostics: diagnostics)
    for (folder, file) in files { assembly.add(file, folder: folder) }
    return assembly.library()
  }

  /// The content files of a path, and of which kind their folder says they are.
  ///
  /// Ordering: by path.
  package static func files(in path: String) -> [(path: String, kind: ContentKind?)] {
    ContentFolder(path).entries.map { ($0.path, $0.kind) }
  }
}
