import Content
import Foundation
import GeoLocation
import QueryPlan

extension Session {
  /// Lookups of the content, the project file and the command line, and the GeoIP database.
  static func knowledge(
    _ content: ContentStore, _ options: ContentOptions, _ project: ProjectFile?,
    _ placesByDefault: (any GeoDatabase)?
  ) throws -> ContentKnowledge {
    let overrides = try options.lookup.map { text in
      guard let override = LookupOverride(argument: text) else {
        throw Failure.usage("--lookup \(text): write it as NAME=FILE.csv")
      }
      return override
    }
    let database: MaxMindDatabase?
    do {
      database = try (options.geoip ?? project?.geoip).map { try MaxMindDatabase(path: $0) }
    } catch {
      throw Failure.world("\(error)")
    }
    let written = options.lookupOutput.map { LookupFolder.overrides(in: $0) } ?? []
    let all = (project?.lookups ?? []) + written + overrides
    let places = database ?? placesByDefault
    let readOnly = ContentKnowledge(content, overrides: all, geoDatabase: places)
    guard let folder = options.lookupOutput else { return readOnly }
    return ContentKnowledge(
      content, overrides: all, geoDatabase: places,
      lookupWriter: try LookupFolder(folder, content: readOnly))
  }

  /// What every search may build on, below all other content: source types, event types, data
  /// models and the macros of other products.
  ///
  /// Errors: no pack, when it is required; without, searches know no data models.
  static func platform(isRequired: Bool) throws -> [String] {
    let pack: String
    do {
      pack = try shippedPack()
    } catch {
      if isRequired { throw error }
      StandardError.write(
        "warning: the content pack that comes with the program was not found, so there are no "
          + "source types, event types and data models")
      return []
    }
    let folder = pack + "/platform"
    return FileManager.default.fileExists(atPath: folder) ? [folder] : []
  }

  /// The pack that ships with the program.
  static func shippedPack() throws -> String {
    let executable = Bundle.main.executableURL?.resolvingSymlinksInPath().path ?? ""
    let found = ContentPack.find(
      explicit: nil, environment: ProcessInfo.processInfo.environment, executable: executable,
      exists: { FileManager.default.fileExists(atPath: $0) })
    guard let found else {
      throw Failure.world(
        "the content pack that comes with the program was not found; name a folder with --content")
    }
    return found
  }
}
