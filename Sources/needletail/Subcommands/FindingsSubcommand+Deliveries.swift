import ArgumentParser
import Detections
import EventModel
import Foundation

extension FindingsSubcommand {
  struct Deliveries: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "deliveries",
      abstract: "What waits for the outputs, and what they never took.",
      discussion: """
        A finding that an output refuses, or does not take in 25 attempts, is a dead letter. The
        daemon may run meanwhile. Example: needletail findings deliveries retry --store DIR soc
        """,
      subcommands: [Summary.self, Show.self, Retry.self, Drop.self],
      defaultSubcommand: Summary.self)

    struct Summary: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "By output: what waits, dead letters, since when, and the last error.")

      @OptionGroup var store: StoreOptions
      @OptionGroup var output: OutputOptions

      func run() throws {
        DeliveryPrinter(format: output.resolved).print(try store.open().deliverySummaries())
      }
    }

    struct Show: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "show", abstract: "List the dead letters themselves, oldest first.")

      @OptionGroup var store: StoreOptions

      @Argument(help: "Names of outputs; without one, of all.")
      var outputs: [String] = []

      @OptionGroup var output: OutputOptions

      func run() throws {
        let state = try store.open()
        try Deliveries.check(outputs, in: state)
        let letters = try state.deadLetters(outputs.isEmpty ? .all : .destinations(outputs))
        DeliveryPrinter(format: output.resolved).print(letters)
      }
    }

    struct Retry: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Put dead letters back in line; a running daemon sends them within seconds.")

      @OptionGroup var store: StoreOptions
      @OptionGroup var choice: Choice

      func run() throws {
        let state = try store.open()
        let revived = try state.revive(
          try choice.resolved(in: state), now: Date().timeIntervalSince1970)
        Deliveries.tell(revived, "put back in line")
      }
    }

    struct Drop: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Let dead letters go for good; the findings themselves stay.")

      @OptionGroup var store: StoreOptions
      @OptionGroup var choice: Choice

      func run() throws {
        let state = try store.open()
        Deliveries.tell(try state.drop(try choice.resolved(in: state)), "let go")
      }
    }

    /// Which dead letters.
    struct Choice: ParsableArguments {
      @Argument(help: "Names of outputs, all of whose dead letters are meant.")
      var outputs: [String] = []

      @Option(
        name: .long,
        help: ArgumentHelp(
          "One dead letter, by its number in `deliveries show`; repeatable.", valueName: "number"))
      var letter: [Int64] = []

      @Flag(name: .long, help: "All dead letters of all outputs.")
      var all = false

      func validate() throws {
        guard [!outputs.isEmpty, !letter.isEmpty, all].filter({ $0 }).count == 1 else {
          throw ValidationError("give names of outputs, or --letter, or --all")
        }
      }

      func resolved(in state: StateDatabase) throws -> DeadLetterChoice {
        if all { return .all }
        if letter.isEmpty {
          try Deliveries.check(outputs, in: state)
          return .destinations(outputs)
        }
        let known = Swift.Set(try state.deadLetters(.letters(letter)).map(\.id))
        if let unknown = letter.first(where: { !known.contains($0) }) {
          throw Failure.usage(
            "no dead letter \(unknown): `findings deliveries show` lists them with their numbers")
        }
        return .letters(letter)
      }
    }

    private static func check(_ outputs: [String], in state: StateDatabase) throws {
      let known = try state.deliverySummaries().map(\.destination)
      guard let unknown = outputs.first(where: { !known.contains($0) }) else { return }
      throw Failure.usage(
        known.isEmpty
          ? "nothing waits for output `\(unknown)`, nor for any other"
          : "nothing waits for output `\(unknown)`; there are "
            + known.map { "`\($0)`" }.joined(separator: ", "))
    }

    private static func tell(_ counts: [String: Int], _ what: String) {
      for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
        StandardError.write("\(name): \(Quantity.plural(count, "dead letter")) \(what)")
      }
      if counts.isEmpty { StandardError.write("no dead letters: nothing \(what)") }
    }
  }
}
