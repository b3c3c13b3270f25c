package import Diagnostics
import EventModel
import Foundation

/// Holds content files against the rules of their format.
package struct ContentValidator {
  /// Year-month-day, in UTC.
  package let today: String

  package init(today: String) { self.today = today }

  /// Validates the files of some paths.
  ///
  /// The content around a path, up to the root of its repository, and the folders of `context`
  /// are read for what the files refer to and are not judged.
  /// Errors: none; what is wrong is a finding.
  package func validate(_ paths: [String], context: [String] = []) -> ContentValidation {
    let roots = Self.roots(of: paths)
    let folders = context + roots
    var jobs: [(folder: Int, entry: ContentFolder.Entry)] = []
    var problems: [Diagnostic] = []
    for (index, path) in folders.enumerated() {
      let folder = ContentFolder(path)
      if index >= context.count { problems += folder.diagnostics }
      jobs += folder.entries.map { (index, $0) }
    }
    let loaded = Parallel.map(jobs.map(\.entry)) { ParsedFile.load($0) }
    let files = zip(jobs, loaded).filter { job, file in
      !(job.entry.isBesideLayout && file.loaded.isOtherwise)
    }
    var assembly = ContentAssembly(diagnostics: [])
    for (job, file) in files { assembly.add(file.loaded, folder: job.folder) }
    let library = assembly.library()
    let judged = files.filter { job, file in
      job.folder >= context.count && Self.isBelow(file.loaded.file.path, paths)
    }.map { $1 }
    return report(
      judged, library: library, problems: problems, roots: Self.allRoots(roots), paths: paths)
  }

  /// Validates texts that are in memory.
  package func validate(
    _ sources: [(source: SourceText, kind: ContentKind?)]
  ) -> ContentValidation {
    let files = sources.map { ParsedFile($0.source, kind: $0.kind) }
    var assembly = ContentAssembly(diagnostics: [])
    for file in files { assembly.add(file.loaded, folder: 0) }
    return report(files, library: assembly.library(), problems: [], roots: [], paths: [])
  }

  private func report(
    _ files: [ParsedFile], library: ContentLibrary, problems: [Diagnostic], roots: [String],
    paths: [String]
  ) -> ContentValidation {
    let facts = RepositoryFacts(library, today: today, roots: roots)
    let older = ContentGeneration.older(of: library)
    let checked = files.compactMap { $0.checked(older: older) }
    let rules = ValidationRules.files
    let found = Parallel.map(checked) { file in
      var report = CheckReport()
      for rule in rules where rule.kinds.contains(file.kind) { rule.check(file, facts, &report) }
      return report.findings
    }
    var whole = CheckReport()
    for rule in ValidationRules.repository { rule.check(checked, facts, &whole) }
    let names = Set(files.map { $0.loaded.file.path })
    let read =
      problems
      + library.diagnostics.filter { diagnostic in
        diagnostic.span.map { names.contains($0.root.span.source.name) } ?? false
      }
    let placed = whole.findings.filter { finding in
      paths.isEmpty
        || finding.diagnostic.span.map { Self.isBelow($0.root.span.source.name, paths) } ?? true
    }
    let all = read.map { ContentFinding($0) } + found.flatMap { $0 } + placed
    return ContentValidation(
      findings: FindingOrder.sorted(all), library: library, files: files.map { $0.loaded.file },
      remarks: Self.remarks(files, facts))
  }

  // MARK: Paths

  /// The repositories around the paths, and those paths that are in none.
  private static func roots(of paths: [String]) -> [String] {
    var roots: [String] = []
    for path in paths {
      let root = RepositoryRoot.find(above: path) ?? path
      if !roots.contains(root) { roots.append(root) }
    }
    return roots
  }

  private static func allRoots(_ roots: [String]) -> [String] {
    roots.map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  private static func isBelow(_ file: String, _ paths: [String]) -> Bool {
    let file = normal(file)
    return paths.contains { path in
      let path = normal(path)
      return file == path || file.hasPrefix(path == "/" ? "/" : path + "/")
    }
  }

  private static func normal(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// What was not checked because nothing there could be right or wrong.
  private static func remarks(_ files: [ParsedFile], _ facts: RepositoryFacts) -> [String] {
    guard files.contains(where: { $0.loaded.file.kind == .detection }) else { return [] }
    let folders: [(ContentKind, String)] = [(.story, "stories"), (.dataSource, "data_sources")]
    return folders.compactMap { kind, folder in
      facts.names(kind).isEmpty
        ? "there is nothing in `\(folder)/`, so the names that detections give of it are not checked"
        : nil
    }
  }
}
