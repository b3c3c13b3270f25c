import ArgumentParser
import Content
import DetectionTesting
import Diagnostics
import EventModel
import Execution
import Foundation
import QueryPlan
import SPLSyntax
import SearchEngine

struct ExplainSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show the plan of a search; over files or a store, why it fired or did not.",
    discussion: """
      Example: needletail explain 'Kubernetes Cron Job Creation' audit.log
      """)

  @Argument(help: "A search, or the name, id or file of a detection.")
  var subject: String?

  @Argument(help: "Files or folders to count rows over.", completion: .file())
  var files: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Checks many searches: NDJSON lines of {\"id\", \"spl\"}; - for standard input.",
      valueName: "file"))
  var batch: String?

  @Flag(name: .long, help: "Over events, shows the plan as well.")
  var plan = false

  @Option(name: .long, help: "text or json.")
  var format: ExplainFormat = .text

  @OptionGroup var store: StoreOption
  @OptionGroup var events: EventOptions
  @OptionGroup var time: TimeOptions
  @OptionGroup var content: ContentOptions

  enum ExplainFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

  func run() throws {
    let session = try Session(content: content, events: events, time: time)
    if let batch { return try SearchBatch(session: session).run(batch) }
    guard let subject else {
      throw Failure.usage("name a search or a detection, or many searches with --batch")
    }
    try explain(subject, session)
  }

  private func explain(_ subject: String, _ session: Session) throws {
    let detection = try DetectionChoice.named(subject, in: session.content)
    if detection == nil { hint(subject, session) }
    let search =
      detection?.search ?? SourceText(name: "<search>", text: subject).wholeSpan
    let input = try EventInput(files: files, store: store, session: session)
    let interrupt = Interrupt()
    var compiler = session.compiler()
    if input.isNamed { compiler.subsearchSource = (input.source, interrupt.cancellation) }
    let compiled = try compiler.compile(search)
    for warning in compiled.warnings { StandardError.write(warning.rendered()) }
    guard input.isNamed else { return show(Explanation(compiled), detection) }
    let bar = ProgressBar(input)
    defer { bar.end() }
    let funnel = try FunnelRun(plan: compiled.lowered, environment: session.environment)
      .run(over: input.source, cancellation: interrupt.cancellation)
    bar.end()
    let macros = MacroList(in: search.text, from: compiler.macros)
    show(Explanation(compiled, funnel), detection, WhyNot(compiled, funnel), macros)
    ScanSummary.reportProblems(funnel.report)
    try input.checkRead(funnel.report)
  }

  /// The name of a detection with a mistake in it is a search for its words.
  private func hint(_ subject: String, _ session: Session) {
    guard !subject.contains(where: { "=|`\"".contains($0) }) else { return }
    let names = session.content.detectionNames.map { $0.name }
    guard let guess = NearMiss.find(subject, among: names) else { return }
    StandardError.write("note: taken as a search for words; there is a detection `\(guess)`")
  }

  private func show(_ text: String) {
    StandardOutput.show(text) { TerminalColor.output.headed($0) }
  }

  private func show(
    _ explanation: Explanation, _ detection: Detection?, _ why: WhyNot? = nil,
    _ macros: MacroList? = nil
  ) {
    switch format {
    case .text:
      if let detection { show("\(detection.name)\n") }
      show(explanation.text)
      guard let why else { return }
      for line in why.lines { show(line) }
      if let macros, !macros.entries.isEmpty {
        show("\nmacros")
        for entry in macros.entries { show("  \(entry.name) = \(entry.definition)") }
      }
      if plan { show("\n" + explanation.planLines.joined(separator: "\n")) }
    case .json:
      let bytes = explanation.json(id: detection?.name) { object in
        guard let why else { return }
        why.write(to: &object)
        var list = JSONObjectWriter()
        for entry in macros?.entries ?? [] { list.text(entry.name, entry.definition) }
        object.raw("macros", list.finished())
      }
      StandardOutput.write(bytes + [UInt8(ascii: "\n")])
    }
  }
}
