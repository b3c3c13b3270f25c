import ArgumentParser
import Detections
import EventModel
import Foundation

struct FindingsSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings", abstract: "What the daemon has found, and what people made of it.",
    subcommands: [List.self, Show.self, Set.self, Suppress.self, Deliveries.self],
    defaultSubcommand: List.self)

  /// Where the findings are.
  struct StoreOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder of the store.", valueName: "folder"))
    var store: String

    func open() throws -> StateDatabase {
      let file = store + "/" + StateDatabase.fileName
      guard FileManager.default.fileExists(atPath: file) else {
        throw Failure.world(
          "no findings at \(file): `needletail serve` makes the file; check --store")
      }
      return try StateDatabase(folder: store)
    }

    func finding(_ name: String, in state: StateDatabase) throws -> StoredFinding {
      if let found = try state.finding(name) { return found }
      throw Failure.usage(
        "no finding `\(name)`: give a number of `findings list`, or a key or the unique start of "
          + "one, four digits at least")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List findings, newest first.")

    @OptionGroup var store: StoreOptions

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Only of a status, repeatable: " + FindingsSubcommand.names(FindingStatus.allCases),
        valueName: "status"))
    var status: [FindingStatus] = []

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Only of a kind, repeatable: " + FindingsSubcommand.names(FindingKind.allCases),
        valueName: "kind"))
    var kind: [FindingKind] = []

    @Option(
      name: .long,
      help: ArgumentHelp("Only of a detection, by name or id; repeatable.", valueName: "glob"))
    var detection: [String] = []

    @Option(name: .long, help: "Only of an owner.")
    var owner: String?

    @Option(
      name: .long, parsing: .unconditional,
      help: "Only from a time on: a time modifier (-24h), epoch seconds or ISO 8601.")
    var since: String?

    @Flag(name: .long, help: "Also those that a suppression rule keeps away.")
    var suppressed = false

    @Option(name: .long, help: "At most so many.")
    var limit: Int?

    @OptionGroup var output: OutputOptions

    func run() throws {
      var filter = FindingFilter()
      filter.statuses = status
      filter.kinds = kind
      filter.detections = detection
      filter.owner = owner
      filter.since = try since.map { try FindingsSubcommand.time($0, option: "--since") }
      filter.includesSuppressed = suppressed
      filter.limit = limit
      let found = try store.open().findings(filter)
      FindingListPrinter(format: output.resolved).print(found)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show one finding: the row, its risk, its history.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "The number or key of a finding.")
    var finding: String

    @OptionGroup var output: OutputOptions

    func run() throws {
      let state = try store.open()
      let found = try store.finding(finding, in: state)
      FindingListPrinter(format: output.resolved).print(
        found, history: try state.history(of: found.key))
    }
  }

  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Change status, owner or disposition of findings; comment.",
      discussion: "Example: needletail findings set --store /var/lib/needletail 12 --status closed")

    @OptionGroup var store: StoreOptions

    @Argument(help: "Numbers or keys of findings.")
    var findings: [String]

    @Option(name: .long, help: ArgumentHelp(FindingsSubcommand.names(FindingStatus.allCases)))
    var status: FindingStatus?

    @Option(name: .long, help: "Who takes care of it.")
    var owner: String?

    @Option(name: .long, help: ArgumentHelp(FindingsSubcommand.names(Disposition.allCases)))
    var disposition: Disposition?

    @Option(name: .long, help: "What is to be remembered.")
    var comment: String?

    func run() throws {
      var edit = FindingEdit()
      edit.status = status
      edit.owner = owner
      edit.disposition = disposition
      edit.comment = comment
      guard !edit.isEmpty else {
        throw Failure.usage(
          "nothing to change: give --status, --owner, --disposition or --comment")
      }
      let state = try store.open()
      let chosen = try findings.map { try store.finding($0, in: state) }
      for finding in chosen {
        let changed = try state.edit(
          finding.key, edit, actor: FindingsSubcommand.person,
          now: Date().timeIntervalSince1970)
        guard let changed else { continue }
        StandardError.write(
          "finding \(changed.number): \(changed.status.rawValue), \(changed.owner), "
            + changed.disposition.rawValue)
      }
    }
  }

  static let person = ProcessInfo.processInfo.userName

  static func names<Name: RawRepresentable<String>>(_ all: [Name]) -> String {
    all.map { $0.rawValue }.joined(separator: ", ")
  }

  static func time(_ text: String, option: String) throws -> Double {
    do {
      return try TimeModifier(text).resolve(
        now: Date().timeIntervalSince1970, zone: TimeZoneRules.machine())
    } catch {
      throw Failure.usage("\(option) \(text): \(error.message); \(error.help)")
    }
  }
}

extension FindingStatus: ExpressibleByArgument {}
extension FindingKind: ExpressibleByArgument {}
extension Disposition: ExpressibleByArgument {}
