import ArgumentParser
import Foundation
import Fuzzing

@main
struct FuzzNeedletail: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz-needletail",
    abstract: "Runs mutated inputs through a part of the program.",
    discussion: """
      Inputs that end the process, take too long or break a rule are kept in Tests/Corpus. \
      Give files to run just those.
      """)

  @Argument(help: "search, events or content.")
  var target: FuzzTargetName

  @Argument(help: "Inputs to run, one a file, instead of mutated ones.")
  var inputs: [String] = []

  @Option(help: "How long.")
  var seconds = 60.0

  @Option(help: "Where the random numbers start; a run with the same seed has the same inputs.")
  var seed: UInt64 = 1

  @Option(help: "The folder of the project.")
  var root = FileManager.default.currentDirectoryPath

  @Option(help: .hidden)
  var slice: String?

  func run() throws {
    if !inputs.isEmpty { return try replay() }
    if let slice {
      let ending = FuzzSlice(
        target: target, root: root, seed: seed, seconds: seconds, file: slice
      ).run()
      throw ExitCode(ending.rawValue)
    }
    let driver = FuzzDriver(
      program: Bundle.main.executableURL?.path ?? CommandLine.arguments[0], target: target,
      root: root, seconds: seconds, seed: seed)
    if try driver.run() > 0 { throw ExitCode(1) }
  }

  private func replay() throws {
    let runner = try target.makeTarget()
    for path in inputs {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw ValidationError("cannot read \(path)")
      }
      try runner.run(Array(data))
    }
  }
}

extension FuzzTargetName: ExpressibleByArgument {}
