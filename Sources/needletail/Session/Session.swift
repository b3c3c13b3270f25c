import Content
import Diagnostics
import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import SPLSyntax
import SearchEngine

/// Everything a subcommand needs, wired from its options, the project file and the content.
struct Session {
  let project: ProjectFile?
  let content: ContentStore
  let environment: SearchEnvironment
  let events: EventOptions
  private let macros: MacroTable
  let knowledge: ContentKnowledge

  init(
    content options: ContentOptions, events: EventOptions, time: TimeOptions,
    placesByDefault: (any GeoDatabase)? = nil
  ) throws {
    project = try Self.project(options)
    self.events = events
    content = ContentStore(folders: try Self.folders(options, project))
    environment = try Self.environment(
      time, zoneName: time.timezone ?? project?.timezone, memory: events.memory)
    macros = try Self.overrides(options, project)
    knowledge = try Self.knowledge(content, options, project, placesByDefault)
  }

  func compiler(givenRows: (any RowGenerator)? = nil) -> SearchCompiler {
    SearchCompiler(
      macros: MacroOverrides(macros, over: content), knowledge: knowledge,
      environment: environment, constants: labels, givenRows: givenRows)
  }

  /// Makes compilers for runs at other times.
  var compilers: @Sendable (SearchEnvironment) -> SearchCompiler {
    let (macros, knowledge, content) = (macros, knowledge, content)
    return { environment in
      SearchCompiler(
        macros: MacroOverrides(macros, over: content), knowledge: knowledge,
        environment: environment)
    }
  }

  /// What the caller says of all events, so that no envelope says otherwise.
  private var labels: [String: String] {
    var labels: [String: String] = [:]
    labels["source"] = events.source ?? project?.source
    labels["sourcetype"] = events.sourcetype ?? project?.sourcetype
    labels["host"] = events.host ?? project?.host
    labels["index"] = events.index ?? project?.index
    return labels
  }

  /// A compiler with the macros of content that is parsed already.
  func compiler(library: ContentLibrary) -> SearchCompiler {
    SearchCompiler(
      macros: MacroOverrides(macros, over: library.macros), knowledge: knowledge,
      environment: environment)
  }

  /// The files as a source of events.
  func source(_ paths: [String]) throws -> FileSource {
    var name = [CChar](repeating: 0, count: 256)
    let isNamed = gethostname(&name, name.count - 1) == 0
    let machine =
      isNamed
      ? String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      : "localhost"
    return FileSource(
      paths: paths,
      options: FileSourceOptions(
        format: events.inputFormat, source: labels["source"], sourcetype: labels["sourcetype"],
        host: labels["host"], index: labels["index"], machineName: machine,
        arrival: environment.now, timeZone: environment.zone, knowledge: knowledge))
  }

  private static func project(_ options: ContentOptions) throws -> ProjectFile? {
    guard
      let path = options.project
        ?? ProjectFile.find(in: FileManager.default.currentDirectoryPath)
    else { return nil }
    let read = ProjectFile.load(path)
    if let error = read.diagnostics.first(where: { $0.severity == .error }) { throw error }
    for warning in read.diagnostics { StandardError.write(warning.rendered()) }
    guard let file = read.file else { throw Failure.world("cannot read \(path)") }
    return file
  }

  private static func folders(
    _ options: ContentOptions, _ project: ProjectFile?
  ) throws -> [String] {
    let named = options.content.isEmpty ? project?.content ?? [] : options.content
    for folder in named where !FileManager.default.fileExists(atPath: folder) {
      throw Failure.world("no content folder at \(folder)")
    }
    return try platform(isRequired: named.isEmpty) + (named.isEmpty ? [try shippedPack()] : named)
  }

  private static func environment(
    _ time: TimeOptions, zoneName: String?, memory: Int
  ) throws -> SearchEnvironment {
    let zone: TimeZoneRules
    do {
      zone = try zoneName.map { try TimeZoneRules.named($0) } ?? TimeZoneRules.machine()
    } catch {
      throw Failure.usage("--timezone: \(error)")
    }
    let clock = Date().timeIntervalSince1970
    let now = try resolved(time.now, option: "--now", now: clock, zone) ?? clock
    return SearchEnvironment(
      now: now, zone: zone,
      earliest: try resolved(time.earliest, option: "--earliest", now: now, zone),
      latest: try resolved(time.latest, option: "--latest", now: now, zone),
      memoryBudget: memory << 20)
  }

  private static func resolved(
    _ text: String?, option: String, now: Double, _ zone: TimeZoneRules
  ) throws -> Double? {
    guard let text else { return nil }
    do {
      return try TimeModifier(text).resolve(now: now, zone: zone)
    } catch {
      throw Failure.usage(
        "\(option) \(text): \(error.message); \(error.help)")
    }
  }

  /// Macros of the project file, then of the command line.
  private static func overrides(
    _ options: ContentOptions, _ project: ProjectFile?
  ) throws -> MacroTable {
    var table = MacroTable(project?.macros ?? [])
    for text in options.macro { table.insert(try MacroOption(text).definition) }
    return table
  }
}

/// `--macro 'name(a,b)=definition'`
struct MacroOption {
  let definition: MacroDefinition

  init(_ text: String) throws {
    guard let equals = text.firstIndex(of: "=") else {
      throw Failure.usage("--macro \(text): write it as NAME=DEFINITION")
    }
    let head = text[..<equals].split(whereSeparator: { "(,) ".contains($0) }).map(String.init)
    guard let name = head.first else {
      throw Failure.usage("--macro \(text): the name is missing")
    }
    let source = SourceText(name: "--macro", text: text)
    let start = text[...equals].utf8.count
    definition = MacroDefinition(
      name: name, parameters: Array(head.dropFirst()),
      body: Span(source, start..<source.bytes.count))
  }
}
