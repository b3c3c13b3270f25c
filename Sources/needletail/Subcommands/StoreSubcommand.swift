import ArgumentParser
import EventFiles
import EventStore
import Execution
import Foundation

struct StoreSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Look after a store of events.",
    discussion: """
      Example: needletail store check /var/lib/needletail
      """,
    subcommands: [Statistics.self, Check.self, Repair.self, Compact.self, Import.self],
    defaultSubcommand: Statistics.self)

  struct Statistics: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stats", abstract: "Tell what a store holds and how large it is.")

    @Argument(help: "The folder of the store.", completion: .directory) var folder: String

    @OptionGroup var output: OutputOptions

    func run() throws {
      let statistics = try StoreReport.attempt { () throws(StoreError) in
        try StoreInspection(folder: folder).statistics()
      }
      StoreReport.print(statistics, as: output.resolved)
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract:
        "Read all of a store and compare it with its checksums; exit with 1 if it is damaged.")

    @Argument(help: "The folder of the store.", completion: .directory) var folder: String

    func run() throws {
      let check = try StoreReport.attempt { () throws(StoreError) in
        try StoreInspection(folder: folder).check()
      }
      StoreReport.print(check)
      if !check.isSound { throw ExitCode(1) }
    }
  }

  struct Repair: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "repair",
      abstract: "Write damaged segments anew with what can be read, and tell what was lost.")

    @Argument(help: "The folder of the store; no daemon may be writing to it.") var folder: String

    func run() throws {
      let report = try StoreReport.attempt { () throws(StoreError) in
        try StoreReport.open(folder).repair()
      }
      StoreReport.print(report)
      if !report.databaseFaults.isEmpty { throw ExitCode(1) }
    }
  }

  struct Compact: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compact", abstract: "Merge small segments and pack all for keeping.")

    @Argument(help: "The folder of the store; no daemon may be writing to it.") var folder: String

    func run() throws {
      try StoreReport.attempt { () throws(StoreError) in try StoreReport.open(folder).compact() }
    }
  }

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Add the lines of files to a store, one event a line.")

    @Argument(help: "The folder of the store; made if there is none.") var folder: String

    @Argument(
      help: "Files, folders, or - for standard input; .gz and .zst are unpacked.",
      completion: .file())
    var files: [String]

    @Option(name: .long, help: "The `index` of the events.") var index: String = "main"
    @Option(name: .long, help: "The `source` of the events.") var source: String = "kubernetes"
    @Option(name: .long, help: "The `sourcetype` of the events.") var sourcetype: String = "_json"
    @Option(name: .long, help: "The `host` of the events.") var host: String = "localhost"

    func run() throws {
      let store = try StoreReport.attempt { () throws(StoreError) in try StoreReport.open(folder) }
      let importer = StoreImport(
        store: store,
        metadata: EventBlock.Metadata(
          index: index, source: source, sourcetype: sourcetype, host: host))
      let found = PlainFiles(files)
      if let problem = found.unreadable.first {
        throw Failure.world("cannot read \(problem.file): \(problem.reason)")
      }
      for file in found.paths { try importer.add(file) }
      let total = try importer.finish()
      StandardError.write(
        "\(Quantity.plural(total.stored, "event")) stored, "
          + "\(Quantity.plural(total.duplicates, "duplicate")) left out")
    }
  }
}
