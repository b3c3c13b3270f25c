import ArgumentParser
import EventFiles

/// What is read and how it is labelled.
struct EventOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "How the input is read: \(InputFormat.allCases.map { $0.rawValue }.joined(separator: ", ")).",
      valueName: "format"))
  var inputFormat: InputFormat = .auto

  @Option(name: .long, help: "The `source` of all events.")
  var source: String?

  @Option(name: .long, help: "The `sourcetype` of all events.")
  var sourcetype: String?

  @Option(name: .long, help: "The `host` of all events.")
  var host: String?

  @Option(name: .long, help: "The `index` of all events.")
  var index: String?

  @Option(name: .long, help: "Megabytes of memory that a search may hold.")
  var memory: Int = 1024

  func validate() throws {
    guard memory > 0 else { throw ValidationError("--memory takes a number of megabytes") }
  }
}

extension InputFormat: ExpressibleByArgument {}
