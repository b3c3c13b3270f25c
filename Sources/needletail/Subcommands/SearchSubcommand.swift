import ArgumentParser
import Diagnostics
import EventModel
import Execution
import QueryPlan
import SearchEngine

struct SearchSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Run a search over files or a store.",
    discussion: """
      Example: needletail search 'verb=delete | stats count by user.username' audit.log
      """)

  @Argument(help: "The search, in SPL.")
  var search: String

  @Argument(
    help: "Files, folders, or - for standard input; .gz and .zst are read as they are.",
    completion: .file())
  var files: [String] = []

  @OptionGroup var store: StoreOption
  @OptionGroup var events: EventOptions
  @OptionGroup var time: TimeOptions
  @OptionGroup var content: ContentOptions
  @OptionGroup var output: OutputOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Rows (NDJSON) handed to the first pipe of the search as they are.", valueName: "file"))
  var rows: String?

  func run() throws {
    let session = try Session(content: content, events: events, time: time)
    let given = try rows.map { try RowsFile.read($0) }
    let source = SourceText(name: "<search>", text: search)
    let input = try EventInput(files: files, store: store, session: session)
    let interrupt = Interrupt()
    var compiler = session.compiler(givenRows: given)
    compiler.subsearchSource = (input.source, interrupt.cancellation)
    let compiled = try compiler.compile(source.wholeSpan)
    for warning in compiled.warnings { StandardError.write(warning.rendered()) }
    try Inputs.check(input, for: compiled.plan)
    let bar = ProgressBar(input)
    defer { bar.end() }
    let job = SearchJob(plan: compiled.plan, environment: session.environment)
    let result = try job.run(over: input.source, cancellation: interrupt.cancellation)
    bar.end()
    ResultPrinter(format: output.resolved, zone: session.environment.zone).print(result.batches)
    let notices =
      session.environment.notices.all
      + ResultNotices.missingFields(of: compiled.lowered, in: result.batches)
    for notice in notices { StandardError.write(notice.rendered()) }
    ScanSummary.reportProblems(result.report)
    try input.checkRead(result.report)
  }
}

/// The files of a command line.
enum Inputs {
  /// A search that reads events needs something to read.
  static func check(_ input: EventInput, for plan: Plan) throws {
    guard case .events = plan.source else { return }
    try check(input)
  }

  static func check(_ input: EventInput) throws {
    guard !input.isNamed else { return }
    throw Failure.usage(
      "nothing to read: name files or folders, - for standard input, or a store with --store")
  }

  /// A file that was named and could not be read, or one that broke off, is a failure, after
  /// everything else was done.
  static func checkRead(_ report: ScanReport, _ files: [String]) throws {
    let named = Set(files)
    let isUnread = report.unreadableFiles.contains { named.contains($0.file) }
    guard isUnread || !report.damagedFiles.isEmpty else { return }
    throw ExitCode(Failure.world)
  }
}
