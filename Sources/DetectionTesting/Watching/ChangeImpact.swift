package import Content
import Diagnostics
import SPLSyntax

/// Which detections a change of files touches: their own files, and the macros, lookups, deployments
/// and events that they use.
///
/// Shape: paths are absolute.
package struct ChangeImpact: Sendable {
  private let library: ContentLibrary
  private let absolute: @Sendable (String) -> String

  /// `absolute` makes a path of the content absolute.
  package init(_ library: ContentLibrary, absolute: @escaping @Sendable (String) -> String) {
    self.library = library
    self.absolute = absolute
  }

  /// The folders of a content layout that no test depends on.
  private static let inert: Set<Substring> = [
    "stories", "data_sources", "dashboards", "playbooks", "removed", "baselines",
    "investigations", "workbenches",
  ]

  /// The detections, of those given, whose tests may come out differently.
  ///
  /// Ordering: as given.
  package func affected(_ detections: [Detection], by changed: Set<String>) -> [Detection] {
    let names = changedNames(changed)
    guard !names.isEverything else { return detections }
    let macros = usesOf(names)
    return detections.filter { detection in
      if changed.contains(absolute(detection.file)) { return true }
      if detection.tests.contains(where: { reads($0, of: detection, changed) }) { return true }
      let text = detection.search.text
      return Self.macros(in: text).contains { macros.contains($0) }
        || !Self.words(in: text).isDisjoint(with: names.lookups)
    }
  }

  private func reads(
    _ test: DetectionTest, of detection: Detection, _ changed: Set<String>
  ) -> Bool {
    let folder = ContentPlace.folder(of: detection.file)
    return test.attackData.contains { data in
      guard case .local(let path) = AttackDataPlace(data.data) else {
        return changed.contains {
          $0.hasSuffix("/" + (AttackDataPlace(data.data).mirrorPath ?? "?"))
        }
      }
      let candidates = path.hasPrefix("/") ? [path] : [folder + "/" + path, path]
      return candidates.contains { changed.contains(absolute($0)) }
    }
  }

  // MARK: Macros and lookups

  private struct Names {
    var macros: Set<String> = []
    var lookups: Set<String> = []
    /// A file that every search may depend on.
    var isEverything = false
  }

  /// A file that is no longer there is told by its name.
  private func changedNames(_ changed: Set<String>) -> Names {
    var names = Names()
    let macroFiles = Set(library.macroFiles.map { absolute($0.file) })
    for macro in library.macroFiles where changed.contains(absolute(macro.file)) {
      names.macros.insert(macro.definition.name)
    }
    for lookup in library.lookups {
      var files = [absolute(lookup.file)]
      switch lookup.kind {
      case .csv(let path), .model(let path): files.append(absolute(path))
      case .collection, .computed: break
      }
      if files.contains(where: { changed.contains($0) }) { names.lookups.insert(lookup.name) }
    }
    for path in changed where !macroFiles.contains(path) {
      let parts = path.split(separator: "/")
      guard let last = parts.last else { continue }
      let stem = String(last.prefix { $0 != "." })
      let folders = Set(parts.dropLast())
      if folders.contains("detections") || folders.contains("attack_data")
        || !folders.isDisjoint(with: Self.inert)
      {
        continue
      }
      if folders.contains("macros") {
        names.macros.insert(stem)
      } else if folders.contains("lookups") {
        names.lookups.insert(stem)
      } else if folders.contains("deployments") || folders.contains("schedules")
        || folders.contains("platform") || last == "needletail.yml"
      {
        names.isEverything = true
      }
    }
    return names
  }

  /// The changed macros and all that use one of them, or a changed lookup.
  private func usesOf(_ names: Names) -> Set<String> {
    var found = names.macros
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for macro in library.macroFiles where !found.contains(macro.definition.name) {
        let body = macro.definition.body.text
        let uses =
          Self.macros(in: body).contains { found.contains($0) }
          || !Self.words(in: body).isDisjoint(with: names.lookups)
        if uses {
          found.insert(macro.definition.name)
          isGrowing = true
        }
      }
    }
    return found
  }

  /// The names behind every second backquote.
  private static func macros(in text: String) -> Set<String> {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    let calls = parts.enumerated().filter { $0.offset % 2 == 1 }.map { $0.element }
    return Set(calls.map { String($0.prefix { $0 != "(" && $0 != " " }) })
  }

  private static func words(in text: String) -> Set<String> {
    Set(
      text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == ".") }
        .map(String.init))
  }
}
