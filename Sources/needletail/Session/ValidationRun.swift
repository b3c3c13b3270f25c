import ArgumentParser
import Content
import Detections
import Diagnostics
import EventModel
import Foundation
import QueryPlan

/// One validation: the rules of the format, and what only the engine knows.
struct ValidationRun {
  /// Without any named, those of the content in use.
  let paths: [String]
  private let context: [String]
  private let session: Session
  /// Year-month-day, in UTC.
  let today: String

  init(paths: [String], content options: ContentOptions, now: String?) throws {
    var time = try TimeOptions.parse([])
    time.now = now
    let events = try EventOptions.parse([])
    let places = NowhereDatabase()
    let inUse = try Session(
      content: options, events: events, time: time, placesByDefault: places)
    if paths.isEmpty {
      session = inUse
      let platform = try Session.platform(isRequired: false)
      self.paths = inUse.content.folders.filter { !platform.contains($0) }
      context = platform
    } else {
      var own = options
      let roots = paths.map { RepositoryRoot.find(above: $0) ?? $0 }
      own.content += roots.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      session = try Session(
        content: own, events: events, time: time, placesByDefault: places)
      self.paths = paths
      context = try Session.platform(isRequired: false) + options.content
    }
    today = Self.day(session.environment.now)
  }

  func run() throws -> ContentValidation {
    let validation = ContentValidator(today: today).validate(paths, context: context)
    let judged = Set(validation.files.map(\.path))
    let library = validation.library
    let searches = (library.detections + library.baselines).filter { judged.contains($0.file) }
    let compiler = session.compiler(library: library)
    let found = SearchValidation(compiler: compiler).findings(of: searches)
    return validation.adding(found)
  }

  private static func day(_ seconds: Double) -> String {
    let date = Date(timeIntervalSince1970: seconds)
    return String(date.formatted(.iso8601.year().month().day()))
  }
}
