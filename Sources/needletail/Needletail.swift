import ArgumentParser

@main
struct Needletail: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "needletail",
    abstract: "Runs Splunk's published security detections (ESCU) without Splunk.",
    discussion: """
      Results go to standard output, everything else to standard error. Exit codes: 0 fine, 1 a \
      check or test found something, 2 wrong usage, search or content, 3 a file or the network \
      failed, 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      SearchSubcommand.self,
      DetectSubcommand.self,
      ExplainSubcommand.self,
      ValidateSubcommand.self,
      TestSubcommand.self,
      ContentSubcommand.self,
      FmtSubcommand.self,
      PolicySubcommand.self,
      ServeSubcommand.self,
      StatusSubcommand.self,
      FindingsSubcommand.self,
      StoreSubcommand.self,
      ReferenceSubcommand.self,
      ReplaySubcommand.self,
    ])

  /// ArgumentParser's own exit code for wrong usage is 64; the contract says 2.
  static func main() {
    var command: any ParsableCommand
    do {
      command = try parseAsRoot()
    } catch {
      guard Self.exitCode(for: error) != .success else { Self.exit(withError: error) }
      StandardError.write(Self.fullMessage(for: error))
      Self.exit(withError: ExitCode(Failure.usage))
    }
    do {
      try command.run()
    } catch let code as ExitCode {
      Self.exit(withError: code)
    } catch {
      // The parser's requests for help arrive here as well.
      guard Self.exitCode(for: error) != .success else { Self.exit(withError: error) }
      let failure = Failure(error)
      failure.report()
      Self.exit(withError: ExitCode(failure.exitCode))
    }
  }
}
