package import Diagnostics
import EventModel
package import SPLSyntax
import Synchronization

/// Content that is parsed when it is asked for, so that one detection out of thousands starts at
/// once.
///
/// The names of detections and macros are read at the start; everything else, files of other
/// kinds included, when somebody needs it, and then once. `ContentLoader` reads the same folders
/// as a whole. A file of a later folder hides the ones of its name before it is known whether it
/// has errors; those are in `diagnostics` as soon as the file was parsed.
package final class ContentStore: Sendable {
  private struct Cache {
    var detections: [String: LoadedFile] = [:]
    var macros: [String: MacroTable] = [:]
    var lookups: [String: Lookup?] = [:]
    var lookupIndex: ContentIndex?
    var filterNames: Set<String>?
    var kinds: [ContentKind: ContentLibrary] = [:]
    var diagnostics: [Diagnostic]
  }

  /// Ordering: a later one's items replace an earlier one's.
  package let folders: [String]
  private let index: ContentIndex
  private let cache: Mutex<Cache>

  /// Reads the names of the folders' detections and macros.
  ///
  /// Shape: as `ContentLoader.load(folders:)`.
  /// Errors: none; what is wrong is in `diagnostics`.
  package init(folders: [String]) {
    self.folders = folders
    index = ContentIndex(folders: folders, kinds: [.detection, .macro], loose: true)
    cache = Mutex(Cache(diagnostics: index.diagnostics))
  }

  /// What is wrong with the files that were read so far.
  package var diagnostics: [Diagnostic] { cache.withLock { $0.diagnostics } }

  /// What is wrong with the detections that one of the patterns matches, as far as they were read;
  /// without a pattern, with everything that was read.
  package func diagnostics(matching patterns: [NamePattern]) -> [Diagnostic] {
    guard !patterns.isEmpty else { return diagnostics }
    let wanted = files(matching: patterns)
    return cache.withLock { cache in
      wanted.flatMap { cache.detections[$0.path]?.diagnostics ?? [] }
    }
  }

  /// Parses everything there is.
  package func library() -> ContentLibrary { ContentLoader.load(folders: folders) }

  // MARK: Detections

  /// The name and id of every detection, parsed or not.
  package var detectionNames: [(name: String, id: String)] {
    index.detections.map { ($0.name, $0.id ?? "") }
  }

  /// The detections whose name or id one of the patterns matches; all without any.
  ///
  /// Ordering: by folder and path.
  package func detections(matching patterns: [NamePattern]) -> [Detection] {
    let wanted = patterns.isEmpty ? index.detections : files(matching: patterns)
    let known = cache.withLock { cache in Set(cache.detections.keys) }
    let files = wanted.filter { !known.contains($0.path) }
    let loaded = Parallel.map(files) { $0.load() }
    let fresh = cache.withLock { cache in
      zip(files, loaded).compactMap { place, file -> Detection? in
        guard cache.detections.updateValue(file, forKey: place.path) == nil else { return nil }
        cache.diagnostics += file.diagnostics
        return file.detection
      }
    }
    if fresh.contains(where: { $0.scheduleName != nil }) {
      let problems = ContentAssembly.unresolvedSchedules(
        of: fresh, among: items(of: .deployment).deployments)
      cache.withLock { $0.diagnostics += problems }
    }
    return cache.withLock { cache in
      wanted.compactMap { cache.detections[$0.path]?.detection }
    }
  }

  private func files(matching patterns: [NamePattern]) -> [IndexedFile] {
    let patterns = NamePatterns(patterns)
    return index.detections.filter { patterns.matches(name: $0.name, id: $0.id ?? "") }
  }

  /// The schedule and actions that hold for a detection; see `ContentLibrary.deployment(for:)`.
  package func deployment(for detection: Detection) -> Deployment {
    if let inline = detection.inlineDeployment { return inline }
    return items(of: .deployment).deployment(for: detection)
  }

  // MARK: Other kinds

  package var deployments: [Deployment] { items(of: .deployment).deployments }
  package var stories: [Story] { items(of: .story).stories }
  package var dataSources: [DataSource] { items(of: .dataSource).dataSources }
  package var baselines: [Detection] { items(of: .baseline).baselines }
  package var lookups: [Lookup] { items(of: .lookup).lookups }

  /// A library with the items of one kind only.
  private func items(of kind: ContentKind) -> ContentLibrary {
    cache.withLock { cache in
      if let known = cache.kinds[kind] { return known }
      let rest = ContentIndex(folders: folders, kinds: [kind], loose: false)
      // A baseline may stand among the detections.
      let files = rest.files(kind) + index.files(kind)
      let library = Self.assemble(files.sorted { ($0.folder, $0.path) < ($1.folder, $1.path) })
      cache.kinds[kind] = library
      cache.diagnostics += rest.diagnostics + library.diagnostics
      return library
    }
  }

  private static func assemble(_ files: [IndexedFile]) -> ContentLibrary {
    var assembly = ContentAssembly(diagnostics: [])
    for (place, file) in zip(files, Parallel.map(files) { $0.load() }) {
      assembly.add(file, folder: place.folder)
    }
    return assembly.library()
  }

  // MARK: Lookups

  /// The lookup of a name, parsed alone.
  package func lookup(named name: String) -> Lookup? {
    cache.withLock { cache in
      if let known = cache.lookups[name] { return known }
      let candidates = candidates(.lookup, named: name, rest: Self.lookupIndex(folders, &cache))
      let library = Self.assemble(candidates)
      cache.diagnostics += library.diagnostics
      cache.lookups[name] = .some(library.lookups.first)
      return library.lookups.first
    }
  }

  package var lookupNames: [String] {
    let names = cache.withLock { Self.lookupIndex(folders, &$0).byName[.lookup]?.keys.sorted() }
    return Set((names ?? []) + (index.byName[.lookup] ?? [:]).keys).sorted()
  }

  private static func lookupIndex(_ folders: [String], _ cache: inout Cache) -> ContentIndex {
    if let known = cache.lookupIndex { return known }
    let index = ContentIndex(folders: folders, kinds: [.lookup], loose: false)
    cache.lookupIndex = index
    cache.diagnostics += index.diagnostics
    return index
  }

  private func candidates(
    _ kind: ContentKind, named name: String, rest: ContentIndex? = nil
  ) -> [IndexedFile] {
    let files = (rest?.byName[kind]?[name] ?? []) + (index.byName[kind]?[name] ?? [])
    return files.sorted { ($0.folder, $0.path) < ($1.folder, $1.path) }
  }
}

extension ContentStore: MacroProvider {
  // MARK: Macros

  package func macro(named name: String, arity: Int) -> MacroDefinition? {
    table(of: name).macro(named: name, arity: arity)
  }

  package func arities(of name: String) -> [Int] { table(of: name).arities(of: name) }

  package var macroNames: [String] {
    let filters = cache.withLock { filterNames(&$0) }
    return filters.union((index.byName[.macro] ?? [:]).keys).sorted()
  }

  /// The macros of one name, and the filter macro of a detection that the content leaves out.
  private func table(of name: String) -> MacroTable {
    cache.withLock { cache in
      if let known = cache.macros[name] { return known }
      let library = Self.assemble(candidates(.macro, named: name))
      var table = library.macros
      if table.macro(named: name, arity: 0) == nil, filterNames(&cache).contains(name) {
        table.insert(MacroDefinition(name: name, body: ContentAssembly.filterBody))
      }
      cache.macros[name] = table
      cache.diagnostics += library.diagnostics
      return table
    }
  }

  private func filterNames(_ cache: inout Cache) -> Set<String> {
    if let known = cache.filterNames { return known }
    let names = Set(index.detections.map { Detection.filterMacroName(for: $0.name) })
    cache.filterNames = names
    return names
  }
}

extension LoadedFile {
  fileprivate var detection: Detection? {
    guard case .detection(let detection) = item else { return nil }
    return detection
  }
}
